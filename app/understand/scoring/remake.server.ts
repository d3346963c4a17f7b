import type { Trx } from '../../platform/db/db.ts';
import { padded } from '../contacts/padded.ts';
import type { ShopFrame } from '../contacts/shop-frame.server.ts';
import { replaceEarned } from './ledger.server.ts';
import { earnedOf } from './rules.ts';
import { scoredFactsOf } from './scored-facts.server.ts';

/** Makes what contacts have earned anew from their facts, by the rules and the days of now. */
export async function remakeEarned(trx: Trx, frame: ShopFrame, contacts: readonly string[]): Promise<void> {
  if (contacts.length === 0) return;
  const { shop, rules, calendar } = frame;
  const ids = padded(contacts);
  const day = (instant: number) => calendar.name(calendar.day(instant));
  const facts = await scoredFactsOf(trx, shop, ids, rules.kinds);
  const entries = [...facts].flatMap(([contact, list]) => earnedOf(contact, list, day, rules.byKind));
  await replaceEarned(trx, shop, ids, entries);
}
