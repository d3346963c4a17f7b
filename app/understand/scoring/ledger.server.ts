import type { Trx } from '../../platform/db/db.ts';
import { padded } from '../contacts/padded.ts';
import { type EntryReason, GLOBAL, type LedgerEntry } from './rules.ts';

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

export async function dropEntries(trx: Trx, shop: string, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += ROWS_A_STATEMENT) {
    const some = padded(ids.slice(start, start + ROWS_A_STATEMENT));
    await trx.deleteFrom('score_entry').where('shop', '=', shop).where('id', 'in', some).execute();
  }
}

/** Forgets the ledgers of contacts, to write them anew. */
export async function clearLedgers(trx: Trx, shop: string, contacts: readonly string[]): Promise<void> {
  if (contacts.length === 0) return;
  await trx.deleteFrom('score_entry').where('shop', '=', shop).where('contact', 'in', contacts).execute();
}

/** Two entries that say the same have the same text. */
export const entryText = ({ id, contact, rule, points, at, fact, scope, reason }: LedgerEntry) =>
  JSON.stringify([id, contact, rule, points, Number(at), fact, scope, reason]);

/** The whole ledger of each contact; one without entries is not in the map. */
export async function ledgersOf(
  trx: Trx,
  shop: string,
  contacts: readonly string[],
): Promise<Map<string, LedgerEntry[]>> {
  const ledgers = new Map<string, LedgerEntry[]>();
  if (contacts.length === 0) return ledgers;
  const rows = await trx
    .selectFrom('score_entry')
    .select(['id', 'contact', 'rule', 'points', 'at', 'fact', 'scope', 'reason'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .execute();
  for (const row of rows) {
    const entry = { ...row, reason: row.reason as EntryReason };
    const known = ledgers.get(row.contact);
    if (known) known.push(entry);
    else ledgers.set(row.contact, [entry]);
  }
  return ledgers;
}

/** Makes these entries all that facts have earned for contacts, writing only what is another than it was. */
export async function replaceEarned(
  trx: Trx,
  shop: string,
  contacts: readonly string[],
  entries: readonly LedgerEntry[],
): Promise<void> {
  const standing = [...(await ledgersOf(trx, shop, contacts)).values()].flat().filter(({ fact }) => fact !== '');
  const wanted = new Set(entries.map(entryText));
  const stands = new Set(standing.map(entryText));
  await dropEntries(
    trx,
    shop,
    standing.filter((entry) => !wanted.has(entryText(entry))).map(({ id }) => id),
  );
  await addEntries(
    trx,
    shop,
    entries.filter((entry) => !stands.has(entryText(entry))),
  );
}

/** The score of each contact: the sum of its ledger; one without entries is not in the map. */
export async function scoresOf(trx: Trx, shop: string, contacts: readonly string[]): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('score_entry')
    .select((eb) => ['contact', eb.fn.sum<number>('points').as('score')])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .where('scope', '=', GLOBAL)
    .groupBy('contact')
    .execute();
  return new Map(rows.map((row) => [row.contact, row.score]));
}
