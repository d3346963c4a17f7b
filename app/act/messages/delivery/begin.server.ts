import { encodeReason } from '../../../decide/journeys/reason.ts';
import type { Database, Trx } from '../../../platform/db/db.ts';
import type { Log } from '../../../platform/log/log.ts';
import { afterUse, roomOf } from '../senders/pace.ts';
import { changePace, holdSenders, type SenderRow, type Senders } from '../senders/store.server.ts';
import { SUBMIT_LEASE_MS } from './claim.server.ts';
import { type Begun, markSubmitting } from './mark-submitting.server.ts';
import type { MessageRow } from './message-row.ts';
import { packed, type Parcel } from './parcel.ts';
import { type AmongTools, readyAmong } from './ready-among.server.ts';
import type { Ready } from './ready.ts';
import { readMailShop } from './sender.server.ts';

export interface Submission {
  shop: string;
  id: string;
  contact: string;
  attempt: number;
  parcel: Parcel;
  /** by whom it leaves */
  sender: SenderRow;
}

interface Tools extends Pick<AmongTools, 'seal' | 'links' | 'designed' | 'shorts'> {
  db: Database;
  log: Log;
  mailFrom: string | undefined;
}

/**
 * The last look and the commit before the wire, in one transaction: what is `submitting` afterwards leaves exactly once,
 * everything else is skipped with its reason, or goes back because its sender may hand over no more. Consent is what the
 * log says at this moment.
 */
export async function beginSubmissions(
  tools: Tools,
  shop: string,
  claimed: readonly MessageRow[],
  now: number,
): Promise<Submission[]> {
  if (claimed.length === 0) return [];
  return tools.db.write(async (trx) => {
    const senders = await holdSenders(trx, shop, now);
    const zone = await zoneOf(trx, shop);
    const submissions: Submission[] = [];
    for (const sender of senders.all) {
      const messages = claimed.filter((message) => senders.of(message.channel, message.sender) === sender);
      if (messages.length === 0) continue;
      const begun = await beginOfSender(trx, { ...tools, zone }, sender, messages, now);
      await changePace(
        trx,
        shop,
        sender.id,
        afterUse(
          sender,
          begun.map(({ id }) => id),
          { now, zone, probeMs: SUBMIT_LEASE_MS },
        ),
      );
      submissions.push(...begun);
    }
    await skipUncarried(trx, shop, claimed, senders);
    return submissions;
  });
}

async function beginOfSender(
  trx: Trx,
  { db, log, mailFrom, zone, ...tools }: Tools & { zone: string },
  sender: SenderRow,
  messages: readonly MessageRow[],
  now: number,
): Promise<Submission[]> {
  const { shop } = sender;
  const from = await readMailShop(trx, shop, mailFrom, sender);
  const ready = from
    ? await readyAmong(trx, shop, sender.channel, messages, { ...tools, sender: from, now, dialect: db.dialect })
    : NONE;
  const { most } = roomOf(sender, now, zone);
  const begun: Begun[] = [];
  for (const message of messages) {
    const found = ready.get(message.id) ?? { not: { code: 'uninstalled' } };
    // only while the lease of this claim still stands: nobody else may have taken it over
    const mine = trx
      .updateTable('message')
      .where('shop', '=', shop)
      .where('id', '=', message.id)
      .where('state', '=', 'claimed')
      .where('lease_until', '=', message.lease_until)
      .where('lease_by', 'is not distinct from', message.lease_by);
    if ('not' in found) {
      const reason = encodeReason(found.not);
      await mine.set({ state: 'skipped', lease_until: null, lease_by: null, reason }).execute();
      continue;
    }
    if ('until' in found) {
      const reason = encodeReason(found.reason);
      await mine.set({ state: 'queued', lease_until: null, lease_by: null, due_at: found.until, reason }).execute();
      continue;
    }
    if (begun.length >= most) {
      // by its name it waits for its own sender, and not among the mails that name nobody
      const named = message.channel === 'email' ? {} : { sender: sender.id };
      await mine.set({ state: 'queued', lease_until: null, lease_by: null, ...named }).execute();
      continue;
    }
    // one that cannot be laid out must not hold up its neighbours
    const composed = await found.compose().catch((error: unknown) => {
      log.error({ err: error, shop, message: message.id }, 'a message could not be laid out');
      return null;
    });
    if (!composed) {
      await mine
        .set({ state: 'skipped', lease_until: null, lease_by: null, reason: encodeReason({ code: 'not_composed' }) })
        .execute();
      continue;
    }
    begun.push({ message, ...packed(composed, message.id), reason: encodeReason(found.because) });
  }
  const marked = await markSubmitting(trx, shop, begun, { sender: sender.id, now });
  return begun
    .filter(({ message }) => marked.has(message.id))
    .map(({ message: { id, contact, attempts }, parcel }) => ({
      shop,
      id,
      contact,
      attempt: attempts + 1,
      parcel,
      sender,
    }));
}

const NONE: ReadonlyMap<string, Ready> = new Map();

/** Of a channel for which the shop has no sender any more. */
async function skipUncarried(trx: Trx, shop: string, claimed: readonly MessageRow[], senders: Senders): Promise<void> {
  const uncarried = claimed.filter(({ channel, sender }) => senders.of(channel, sender) === null);
  for (const { id, lease_until: until } of uncarried) {
    await trx
      .updateTable('message')
      .set({ state: 'skipped', lease_until: null, lease_by: null, reason: encodeReason({ code: 'no_sender' }) })
      .where('shop', '=', shop)
      .where('id', '=', id)
      .where('state', '=', 'claimed')
      .where('lease_until', '=', until)
      .execute();
  }
}

async function zoneOf(trx: Trx, shop: string): Promise<string> {
  const row = await trx.selectFrom('shop').select('timezone').where('shop', '=', shop).executeTakeFirst();
  return row?.timezone ?? 'UTC';
}
