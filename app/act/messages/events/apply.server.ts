import type { Selectable } from 'kysely';
import { encodeReason } from '../../../decide/journeys/reason.ts';
import { channelOf, type IdentityId, type NewFact } from '../../../listen/facts/fact.ts';
import { insertFacts } from '../../../listen/facts/store.server.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Tables, Trx } from '../../../platform/db/db.ts';
import { COMPLAINT, STOPPED } from '../../../understand/consent/rules.ts';
import { reachKey } from '../reach-key.ts';
import { whoseMessages } from '../whose.server.ts';
import { listChanged } from '../suppressed-contacts.server.ts';
import { addressHash, suppress } from '../suppression.server.ts';
import { type EventKind, kindOf, type Outcome, weigh } from './mail-event.ts';
import { type OutcomeRow, readOutcome } from './outcome-row.ts';

export type EventRow = Selectable<Tables['mail_event']>;

type Message = OutcomeRow & {
  id: string;
  channel: string;
  contact: string;
  address: string | null;
  state: string;
  provider_id: string | null;
  subject_line: string | null;
};

/** So many soft bounces one after another, and the mailbox is given up. */
const SOFT_IN_A_ROW = 5;

/** Not known to have left: those that were lost on the wire, and those that were refused for now and wait, or are begun anew. */
const LEFT_UNTOLD = ['unknown', 'queued', 'claimed'];

/** @returns the events whose message is not known, or of which it is not yet known how it left */
export async function applyEvents(
  trx: Trx,
  seal: Seal,
  shop: string,
  events: readonly EventRow[],
  now: number,
): Promise<EventRow[]> {
  const messages = await messagesOf(trx, shop, events);
  const unfound: EventRow[] = [];
  const facts: NewFact[] = [];
  const listed = new Set<string>();
  for (const event of events) {
    const message = messages.of(event);
    if (!message || message.state === 'submitting') {
      unfound.push(event);
      continue;
    }
    facts.push(...(await hear(trx, shop, message, messages.whose(message), event)));
    const address = message.contact === '' ? null : message.address;
    const isListed = address !== null && (await giveUp(trx, seal, shop, message, address, event, now));
    if (isListed && message.channel === 'email') listed.add(address.toLowerCase());
  }
  await insertFacts(trx, shop, facts, now);
  await listChanged(trx, shop, [...listed], now);
  return unfound;
}

async function messagesOf(trx: Trx, shop: string, events: readonly EventRow[]) {
  const ids = events.flatMap(({ message }) => message ?? []);
  const providerIds = events.flatMap(({ message, provider_id }) => (message === null ? (provider_id ?? []) : []));
  const read = () =>
    trx
      .selectFrom('message')
      .select(['id', 'channel', 'contact', 'address', 'state', 'provider_id', 'subject_line'])
      .select(['outcome', 'outcome_at', 'outcome_reason'])
      .where('shop', '=', shop);
  const named: Message[] = ids.length === 0 ? [] : await read().where('id', 'in', ids).execute();
  const told: Message[] =
    providerIds.length === 0 ? [] : await read().where('provider_id', 'in', providerIds).execute();
  const byId = new Map([...told, ...named].map((row) => [row.id, row]));
  const byProvider = new Map(told.map(({ id, provider_id }) => [provider_id, byId.get(id)]));
  return {
    of: ({ message, provider_id }: EventRow) => (message === null ? byProvider.get(provider_id) : byId.get(message)),
    whose: await whoseMessages(trx, shop, [...byId.values()]),
  };
}

/** Writes the outcome where the event says more than is known. @returns what goes on the timeline */
async function hear(
  trx: Trx,
  shop: string,
  message: Message,
  whose: IdentityId | null,
  event: EventRow,
): Promise<NewFact[]> {
  const kind = event.kind as EventKind;
  const known = readOutcome(message);
  const outcome = weigh(known, { kind, at: event.at, detail: event.detail });
  if (outcome !== known) {
    const row = rowOf(outcome);
    await trx.updateTable('message').set(row).where('shop', '=', shop).where('id', '=', message.id).execute();
    // several events of one batch may be about it
    Object.assign(message, row);
  }
  // whoever told what became of it had it; one that waits to be tried again would come twice
  if (LEFT_UNTOLD.includes(message.state)) {
    await trx
      .updateTable('message')
      .set({ state: 'submitted', submitted_at: event.at, lease_until: null, lease_by: null })
      .where('shop', '=', shop)
      .where('id', '=', message.id)
      .where('state', 'in', LEFT_UNTOLD)
      .execute();
    message.state = 'submitted';
  }
  if (!whose) return [];
  const of = {
    occurredAt: event.at,
    identity: whose,
    verified: true,
    subject: message.id,
  };
  const data = {
    ...(message.subject_line !== null && { title: message.subject_line }),
    ...channelOf(message.channel),
    ...(event.detail !== null && { detail: event.detail }),
    ...(FACTS[kind] === 'bounced' && { hard: kind === 'hard' }),
  };
  const name = FACTS[kind];
  const fact: NewFact = {
    ...of,
    id: `message:${message.id}:${kind === 'read' ? 'opened' : kind}`,
    kind: `message.${name}`,
    data,
  };
  if (kind === 'stopped') return [fact, ...stoppedBy(message, of)];
  if (kind !== 'complained') return [fact];
  const evidence = { message: message.id };
  const consent = { channel: 'email' as const, state: 'unsubscribed' as const, source: COMPLAINT, evidence };
  // calling it spam is a refusal, by the one button that her mail program gives her
  return [fact, { ...of, id: `consent:complaint:${message.id}`, kind: 'consent.changed', data: { consent } }];
}

/** What the timeline calls it. */
const FACTS = {
  delivered: 'delivered',
  read: 'opened',
  soft: 'bounced',
  stopped: 'bounced',
  hard: 'bounced',
  complained: 'complained',
} as const satisfies Record<EventKind, string>;

/** Her no reached her provider before us. */
function stoppedBy(
  { id, channel, address }: Message,
  of: Pick<NewFact, 'identity' | 'occurredAt' | 'verified'>,
): NewFact[] {
  const said = channelOf(channel).channel;
  if (!said || !address) return [];
  const evidence = { phone: address, message: id };
  const consent = { channel: said, state: 'unsubscribed' as const, source: STOPPED, evidence };
  return [{ ...of, id: `consent:stopped:${id}`, kind: 'consent.changed', data: { consent } }];
}

const rowOf = (outcome: Outcome) => ({
  outcome: outcome.outcome,
  outcome_at: outcome.at,
  outcome_reason: encodeReason({
    code: `told_${kindOf(outcome)}`,
    ...(outcome.detail !== null && { detail: outcome.detail }),
  }),
});

async function giveUp(
  trx: Trx,
  seal: Seal,
  shop: string,
  message: Message,
  address: string,
  event: EventRow,
  now: number,
): Promise<boolean> {
  if (event.kind === 'delivered' || event.kind === 'read') return false;
  const reason = event.kind === 'complained' ? 'complaint' : event.kind === 'stopped' ? 'unsubscribed' : 'hard_bounce';
  if (event.kind === 'soft' && !(await isFull(trx, shop, message.contact, address))) return false;
  const key = reachKey(message.channel, address);
  if (key === null) return false;
  return suppress(trx, shop, addressHash(seal, key), reason, now, {
    address: seal.seal(key),
    note: null,
    who: null,
  });
}

/** The last mails to an address all came back, each for a reason that might have passed. */
export async function isFull(trx: Trx, shop: string, contact: string, address: string): Promise<boolean> {
  const rows = await trx
    .selectFrom('message')
    .select(['outcome', 'outcome_at', 'outcome_reason'])
    .where('shop', '=', shop)
    .where('contact', '=', contact)
    .where('address', '=', address)
    .where('state', 'in', ['submitted', 'refused', 'unknown'])
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(SOFT_IN_A_ROW)
    .execute();
  const soft = rows.map(readOutcome).filter((outcome) => outcome !== null && kindOf(outcome) === 'soft');
  return soft.length === SOFT_IN_A_ROW;
}
