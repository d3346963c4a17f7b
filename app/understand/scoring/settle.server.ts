// Brings ledgers to the present: what is capped, what has passed with the days, what conditions give, and the sums.
import { sql } from 'kysely';
import { inChunks } from '../../listen/upsert.ts';
import type { Trx } from '../../platform/db/db.ts';
import { padded } from '../contacts/padded.ts';
import type { ShopFrame } from '../contacts/shop-frame.server.ts';
import { type Temperature, temperatureOf } from './bands.ts';
import { conditionEntries, earlier, NOTHING_GIVEN, timeEntries } from './given.server.ts';
import { addEntries, dropEntries, entryText, ledgersOf } from './ledger.server.ts';
import { GLOBAL, type LedgerEntry } from './rules.ts';
import { writeDues, writeScopes } from './standing.server.ts';

export interface Settled {
  id: string;
  score: { before: number; after: number };
  temperature: { before: Temperature; after: Temperature };
}

/**
 * Writes what is derived of the ledgers of contacts, in a number of statements that does not depend on how many they are.
 * Entries that facts have earned are taken as they stand; done again it writes nothing.
 * @returns contacts whose score or temperature is another than it was
 */
export async function settleScores(trx: Trx, frame: ShopFrame, contacts: readonly string[]): Promise<Settled[]> {
  if (contacts.length === 0) return [];
  const { shop } = frame;
  const ids = padded(contacts);
  const people = await trx
    .selectFrom('contact')
    .select(['id', 'score', 'temperature', 'first_seen_at', 'last_seen_at', 'automated'])
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .execute();
  const ledgers = await ledgersOf(trx, shop, ids);
  const given = await conditionEntries(trx, frame, people);

  const gone: string[] = [];
  const fresh: LedgerEntry[] = [];
  const dues = new Map<string, number | null>();
  const scopes = new Map<string, Map<string, number>>();
  for (const person of people) {
    const standing = ledgers.get(person.id) ?? [];
    // somebody who wants no automated decisions is not scored
    const earned = person.automated === 0 ? [] : standing.filter(({ fact }) => fact !== '');
    const time = timeEntries(frame, person, earned);
    const holding = person.automated === 0 ? NOTHING_GIVEN : (given.get(person.id) ?? NOTHING_GIVEN);
    const wanted = [...earned, ...holding.entries, ...time.entries];
    const texts = new Set(wanted.map(entryText));
    const stands = new Set(standing.map(entryText));
    gone.push(...standing.filter((entry) => !texts.has(entryText(entry))).map(({ id }) => id));
    fresh.push(...wanted.filter((entry) => !stands.has(entryText(entry))));
    const day = time.nextDay === null ? null : frame.calendar.startOf(time.nextDay);
    dues.set(person.id, earlier(day, holding.next));
    scopes.set(person.id, sumsOf(wanted));
  }
  await dropEntries(trx, shop, gone);
  await addEntries(trx, shop, fresh);
  await writeDues(trx, shop, dues);
  await writeScopes(trx, shop, scopes);

  const moved = people.flatMap((person): Settled[] => {
    const score = scopes.get(person.id)?.get(GLOBAL) ?? 0;
    const before = person.temperature as Temperature;
    const after = temperatureOf(score, frame.bands);
    if (score === person.score && after === before) return [];
    return [{ id: person.id, score: { before: person.score, after: score }, temperature: { before, after } }];
  });
  await writeStandings(trx, frame, moved);
  return moved;
}

/** By scope. */
export function sumsOf(entries: readonly LedgerEntry[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { scope, points } of entries) sums.set(scope, (sums.get(scope) ?? 0) + points);
  return sums;
}

async function writeStandings(trx: Trx, { shop, now }: ShopFrame, moved: readonly Settled[]): Promise<void> {
  await inChunks(moved, 3, async (some) => {
    const rows = some.map(
      ({ id, score, temperature }) => sql`(${id}, cast(${score.after} as integer), ${temperature.after})`,
    );
    await sql`
      with settled(id, score, temperature) as (values ${sql.join(rows)})
      update contact set score = settled.score, temperature = settled.temperature, updated_at = ${now}
      from settled where contact.shop = ${shop} and contact.id = settled.id`.execute(trx);
  });
}
