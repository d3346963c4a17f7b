// What somebody answers to a text: a fact, and where it is one of the words of the trade, her word on consent.
import type { IdentityId, NewFact } from '../../../listen/facts/fact.ts';
import { insertFacts } from '../../../listen/facts/store.server.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Trx } from '../../../platform/db/db.ts';
import { BY_TEXT } from '../../../understand/consent/rules.ts';
import { entriesOf } from '../../../understand/consent/store.server.ts';
import { reachKey } from '../reach-key.ts';
import { addressHash, liftSuppression, suppress } from '../suppression.server.ts';
import { firstHandles } from '../whose.server.ts';
import { oweHelp } from './help-answers.server.ts';
import type { Inbound } from './told.ts';
import { commandIn } from './words.ts';

/** What stands on the timeline of it. */
const LONGEST = 500;
/** A number that more share is nobody's. */
const MOST_CONTACTS = 5;

/**
 * STOP holds from this transaction on, for the number itself, whoever has it. START brings back only who had subscribed
 * before: a word that anybody may type is no first consent.
 */
export async function hearInbound(
  trx: Trx,
  seal: Seal,
  { shop, sender }: { shop: string; sender: string },
  inbound: Inbound,
  now: number,
): Promise<void> {
  const { id, channel, from, text, at } = inbound;
  const key = from && reachKey(channel, from);
  if (!from || !key) return;
  const people = await peopleOf(trx, shop, from);
  const facts = people.map(({ whose }, index): NewFact => ({
    id: `text:${sender}:${id}:${index}`,
    kind: 'message.replied',
    occurredAt: at,
    identity: whose,
    verified: true,
    data: { channel, detail: text.slice(0, LONGEST) },
  }));
  // told again: everything of it was heard with the first telling
  if (await isHeard(trx, shop, facts)) return;
  await insertFacts(trx, shop, facts, now);
  const said = commandIn(text);
  if (said === null) return;
  const command = said.is;
  if (command === 'help') return oweHelp(trx, seal, { shop, sender }, { ...inbound, from }, said.locale, now);
  const hash = addressHash(seal, key);
  if (command === 'stop')
    await suppress(trx, shop, hash, 'unsubscribed', at, { address: seal.seal(key), note: null, who: null });
  const evidence = { phone: from, text: text.trim().slice(0, 40), message: id };
  const words: NewFact[] = [];
  for (const [index, { contact, whose }] of people.entries()) {
    const state = command === 'stop' ? ('unsubscribed' as const) : ('subscribed' as const);
    if (command === 'start' && !(await hadSubscribed(trx, shop, contact, channel))) continue;
    if (command === 'start') await liftSuppression(trx, shop, hash);
    words.push({
      id: `consent:text:${sender}:${id}:${index}`,
      kind: 'consent.changed',
      occurredAt: at,
      identity: whose,
      verified: true,
      data: { consent: { channel, state, source: BY_TEXT, evidence } },
    });
  }
  await insertFacts(trx, shop, words, now);
}

async function peopleOf(trx: Trx, shop: string, phone: string): Promise<{ contact: string; whose: IdentityId }[]> {
  const rows = await trx
    .selectFrom('contact')
    .select('id')
    .where('shop', '=', shop)
    .where('phone', '=', phone)
    .orderBy('id')
    .limit(MOST_CONTACTS)
    .execute();
  const handles = await firstHandles(
    trx,
    shop,
    rows.map(({ id }) => id),
  );
  return rows.flatMap(({ id }) => {
    const [whose] = handles.get(id) ?? [];
    return whose ? [{ contact: id, whose }] : [];
  });
}

async function isHeard(trx: Trx, shop: string, [first]: readonly NewFact[]): Promise<boolean> {
  if (!first) return false;
  const row = await trx
    .selectFrom('fact')
    .select('id')
    .where('shop', '=', shop)
    .where('id', '=', first.id)
    .executeTakeFirst();
  return row !== undefined;
}

async function hadSubscribed(trx: Trx, shop: string, contact: string, channel: Inbound['channel']): Promise<boolean> {
  const entries = await entriesOf(trx, shop, contact);
  return entries.some((entry) => entry.channel === channel && entry.state === 'subscribed');
}
