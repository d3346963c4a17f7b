// The first states of a message: taken from the queue under a lease, and given back when nobody finished.
import { MINUTE, SECOND } from '../../../platform/clock/clock.ts';
import type { Database } from '../../../platform/db/db.ts';
import { encodeReason } from '../../../decide/journeys/reason.ts';
import { standardOf } from '../senders/store.server.ts';
import type { MessageRow } from './message-row.ts';

const CLAIM_LEASE_MS = 60 * SECOND;
/** Longer than a submission can take: the transport gives up well before. */
export const SUBMIT_LEASE_MS = 5 * MINUTE;

/** Nothing has left for a claimed message, so it goes back; one that was on its way may have arrived, so it does not. */
export async function settleLostLeases(db: Database, shop: string, now: number): Promise<void> {
  const lost = await db.read
    .selectFrom('message')
    .select('id')
    .where('shop', '=', shop)
    .where('state', 'in', ['claimed', 'submitting'])
    .where('lease_until', '<=', now)
    .limit(1)
    .execute();
  if (lost.length === 0) return;
  await db.write(async (trx) => {
    await trx
      .updateTable('message')
      .set({ state: 'queued', lease_until: null, lease_by: null, due_at: now })
      .where('shop', '=', shop)
      .where('state', '=', 'claimed')
      .where('lease_until', '<=', now)
      .execute();
    await trx
      .updateTable('message')
      .set({
        state: 'unknown',
        lease_until: null,
        lease_by: null,
        reason: encodeReason({ code: 'stopped_while_submitting' }),
      })
      .where('shop', '=', shop)
      .where('state', '=', 'submitting')
      .where('lease_until', '<=', now)
      .execute();
  });
}

/**
 * A process is gone: its messages need not wait for their leases. Should it live after all, it finds its lease gone before
 * it submits; what it has submitted it may still write down over `unknown`.
 * @returns the shop of each message
 */
export async function giveBackLeases(db: Database, holder: string, now: number): Promise<string[]> {
  return db.write(async (trx) => {
    const held = (state: 'claimed' | 'submitting') =>
      trx
        .updateTable('message')
        // with the shops named the index leads there
        .where('shop', 'in', (eb) => eb.selectFrom('shop').select('shop.shop'))
        .where('state', '=', state)
        .where('lease_by', '=', holder);
    const free = { lease_until: null, lease_by: null };
    const back = await held('claimed')
      .set({ ...free, state: 'queued', due_at: now })
      .returning('shop')
      .execute();
    const reason = encodeReason({ code: 'stopped_while_submitting' });
    const lost = await held('submitting')
      .set({ ...free, state: 'unknown', reason })
      .returning('shop')
      .execute();
    return [...back, ...lost].map((row) => row.shop);
  });
}

/**
 * @param names the senders, as messages name them, of whom so many may be claimed
 * @param holder the process that claims, as its leases name it
 */
export async function claimDue(
  db: Database,
  shop: string,
  now: number,
  { names, limit }: { names: readonly (string | null)[]; limit: number },
  holder: string | null,
): Promise<MessageRow[]> {
  const due = await dueIds(db, shop, now, names, limit);
  if (due.length === 0) return [];
  const claimed = await db.write((trx) =>
    trx
      .updateTable('message')
      .set({ state: 'claimed', lease_until: now + CLAIM_LEASE_MS, lease_by: holder })
      .where('shop', '=', shop)
      .where('id', 'in', due)
      // another process may have been quicker
      .where('state', '=', 'queued')
      .returningAll()
      .execute(),
  );
  // where not all of them may leave, it is not always the same one that goes first
  const turns = new Map(due.map((id, turn) => [id, turn]));
  return claimed.sort((a, b) => (turns.get(a.id) ?? 0) - (turns.get(b.id) ?? 0));
}

/** The first that are due of some senders; of each by the index, however many of others wait before them. */
export async function dueIds(
  db: Database,
  shop: string,
  now: number,
  names: readonly (string | null)[],
  limit: number,
): Promise<string[]> {
  const rows = await Promise.all(
    names.map((name) =>
      db.read
        .selectFrom('message')
        .select(['id', 'due_at'])
        .where('state', '=', 'queued')
        .where('due_at', '<=', now)
        .where('shop', '=', shop)
        .where('sender', name === null ? 'is' : '=', name)
        // many are due at one instant: sorting them by anything else would read them all
        .orderBy('due_at')
        .limit(limit)
        .execute(),
    ),
  );
  const first = (a: { id: string; due_at: number }, b: { id: string; due_at: number }) =>
    a.due_at - b.due_at || (a.id < b.id ? -1 : 1);
  return rows
    .flat()
    .sort(first)
    .slice(0, limit)
    .map((row) => row.id);
}

/**
 * When the shop's next message or lease is due, or that of every shop; shops that have uninstalled are left alone. A
 * message is due when whoever it leaves by may hand over again, too. The first of each by the index, not the least of all that wait.
 */
export async function nextDue(db: Database, shop?: string): Promise<{ shop: string; at: number }[]> {
  const leases = await db.read
    .selectFrom('shop')
    .select((eb) => {
      const leased = (state: 'claimed' | 'submitting') =>
        eb
          .selectFrom('message')
          .whereRef('message.shop', '=', 'shop.shop')
          .select((inner) => inner.fn.min('lease_until').as('at'))
          .where('message.state', '=', state)
          .where('lease_until', 'is not', null);
      return [
        'shop.shop',
        'uninstalled_at',
        eb
          .selectFrom('message')
          .select('due_at')
          .whereRef('message.shop', '=', 'shop.shop')
          .where('message.sender', 'is', null)
          .where('message.state', '=', 'queued')
          .orderBy('due_at')
          .limit(1)
          .as('queued'),
        leased('claimed').as('claimed'),
        leased('submitting').as('submitting'),
      ];
    })
    .$if(shop !== undefined, (query) => query.where('shop.shop', '=', shop ?? ''))
    .execute();
  const named = await db.read
    .selectFrom('sender')
    .innerJoin('shop', 'shop.shop', 'sender.shop')
    .select((eb) => [
      'shop.shop',
      'sender.id',
      'sender.channel',
      'sender.standard',
      'sender.removed_at',
      'sender.open_at',
      eb
        .selectFrom('message')
        .select('due_at')
        .whereRef('message.shop', '=', 'sender.shop')
        .whereRef('message.sender', '=', 'sender.id')
        .where('message.state', '=', 'queued')
        .orderBy('due_at')
        .limit(1)
        .as('queued'),
    ])
    .where('uninstalled_at', 'is', null)
    .$if(shop !== undefined, (query) => query.where('sender.shop', '=', shop ?? ''))
    .orderBy('sender.created_at')
    .execute();
  const senders = Map.groupBy(named, (row) => row.shop);
  const opensOf = (of: string, channel: string) => {
    const standing = (senders.get(of) ?? []).filter(({ removed_at }) => removed_at === null);
    // of a channel that nobody carries any more the one of mails looks after what waits
    return (standardOf(standing, channel) ?? standardOf(standing, 'email'))?.open_at ?? 0;
  };
  const instants = [
    ...leases.flatMap((row) => [
      { shop: row.shop, at: row.uninstalled_at === null ? later(row.queued, opensOf(row.shop, 'email')) : null },
      { shop: row.shop, at: row.claimed },
      { shop: row.shop, at: row.submitting },
    ]),
    ...named.map(({ shop: of, queued, channel, removed_at, open_at }) => ({
      shop: of,
      at: later(queued, removed_at === null ? open_at : opensOf(of, channel)),
    })),
  ];
  return instants.flatMap(({ shop, at }) => (at === null ? [] : [{ shop, at: Number(at) }]));
}

const later = (queued: number | null, opens: number) =>
  queued === null ? null : Math.max(Number(queued), Number(opens));
