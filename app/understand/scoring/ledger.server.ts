import type { Trx } from '../../platform/db/db.ts';
import type { LedgerEntry } from './rules.ts';

const ROWS_A_STATEMENT = 500;

/** Adds entries to the ledger; of two for the same day the earlier stays, whichever is heard first. */
export async function addEntries(trx: Trx, shop: string, entries: readonly LedgerEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += ROWS_A_STATEMENT) {
    await trx
      .insertInto('score_entry')
      .values(entries.slice(start, start + ROWS_A_STATEMENT).map((entry) => ({ shop, ...entry })))
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'id'])
          .doUpdateSet((eb) => ({ at: eb.ref('excluded.at'), fact: eb.ref('excluded.fact') }))
          .where((eb) =>
            eb.or([
              eb('excluded.at', '<', eb.ref('score_entry.at')),
              eb.and([
                eb('excluded.at', '=', eb.ref('score_entry.at')),
                eb('excluded.fact', '<', eb.ref('score_entry.fact')),
              ]),
            ]),
          ),
      )
      .execute();
  }
}

/** Forgets the ledgers of contacts, to write them anew. */
export async function clearLedgers(trx: Trx, shop: string, contacts: readonly string[]): Promise<void> {
  if (contacts.length === 0) return;
  await trx.deleteFrom('score_entry').where('shop', '=', shop).where('contact', 'in', contacts).execute();
}

/** Makes these entries the ledgers of contacts, writing only what is another than it was. */
export async function replaceLedgers(
  trx: Trx,
  shop: string,
  contacts: readonly string[],
  entries: readonly LedgerEntry[],
): Promise<void> {
  const rows = await trx
    .selectFrom('score_entry')
    .select(['id', 'contact', 'rule', 'points', 'at', 'fact'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .execute();
  const textOf = ({ id, contact, rule, points, at, fact }: LedgerEntry) =>
    JSON.stringify([id, contact, rule, points, Number(at), fact]);
  const wanted = new Set(entries.map(textOf));
  const standing = new Set(rows.map(textOf));
  const wrong = rows.filter((row) => !wanted.has(textOf(row))).map(({ id }) => id);
  for (let start = 0; start < wrong.length; start += ROWS_A_STATEMENT) {
    const some = wrong.slice(start, start + ROWS_A_STATEMENT);
    await trx.deleteFrom('score_entry').where('shop', '=', shop).where('id', 'in', some).execute();
  }
  await addEntries(
    trx,
    shop,
    entries.filter((entry) => !standing.has(textOf(entry))),
  );
}

/** The score of each contact: the sum of its ledger; one without entries is not in the map. */
export async function scoresOf(trx: Trx, shop: string, contacts: readonly string[]): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('score_entry')
    .select((eb) => ['contact', eb.fn.sum<number>('points').as('score')])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .groupBy('contact')
    .execute();
  return new Map(rows.map((row) => [row.contact, row.score]));
}
