import { sql } from 'kysely';
import { readData } from '../../listen/facts/read-data.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import type { ScoredFact } from './rules.ts';

/** The facts of each contact that earn or lose points; one without any is not in the map. */
export async function scoredFactsOf(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
  kinds: readonly string[],
): Promise<Map<string, ScoredFact[]>> {
  const facts = new Map<string, ScoredFact[]>();
  if (contacts.length === 0 || kinds.length === 0) return facts;
  const rows = await reader
    .selectFrom('fact')
    .select(['id', 'kind', 'occurred_at', 'subject', 'amount', 'data', 'contact'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    // plus nothing: or SQLite, which keeps no statistics, walks all facts of these kinds in the shop
    .where(sql<string>`kind || ''`, 'in', kinds)
    .execute();
  for (const { contact, occurred_at: occurredAt, data, ...row } of rows) {
    if (contact === null) continue;
    const known = facts.get(contact) ?? [];
    known.push({ ...row, occurredAt, data: readData(data) });
    facts.set(contact, known);
  }
  return facts;
}
