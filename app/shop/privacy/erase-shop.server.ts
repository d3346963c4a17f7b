import { sql } from 'kysely';
import type { Database } from '../../platform/db/db.ts';

/** In this order at the end: a crash leaves the task, which goes on. */
const LAST = ['shop', 'inbox', 'privacy_request', 'privacy_part', 'task'];
/** What stands of a shop that has no row any more: what Shopify still delivered, and what the law asked for. */
export const OF_STRANGERS = ['inbox', 'privacy_request', 'privacy_part', 'task'];

/** Rows of a table of a million stand on pages of their own: how many go at once is measured, for everybody waits meanwhile. */
const FEWEST = 10;
const MOST = 250;
const GOOD_MS = 10;
const LONG_MS = 20;
/** of one slice of work: other shops have their turn then */
const SLICE_MS = 100;

/**
 * Erases every row of a shop, whatever table it stands in: the tables are asked from the database itself, so that a table
 * of tomorrow is not forgotten. In short transactions, so that other shops do not wait.
 * @returns a slice of it: how many rows went, and whether none is left
 */
export function createEraseShop(db: Database) {
  let size = FEWEST;
  let at = '';

  async function chunk(table: string, shop: string): Promise<{ gone: number; more: boolean }> {
    const asked = size;
    let began = 0;
    const gone = await db.write(async (trx) => {
      began = performance.now();
      const row = sql.ref(db.dialect === 'sqlite' ? 'rowid' : 'ctid');
      return sql`delete from ${sql.table(table)} where ${row} in
        (select ${row} from ${sql.table(table)} where shop = ${shop} limit ${sql.lit(asked)})`.execute(trx);
    });
    // with its commit, which writes all the pages that it touched; without its wait for others
    const took = performance.now() - began;
    const rows = Number(gone.numAffectedRows ?? 0n);
    if (took > LONG_MS) size = Math.max(FEWEST, Math.floor(asked / 2));
    else if (took < GOOD_MS && rows === asked) size = Math.min(MOST, Math.ceil(asked * 1.3));
    return { gone: rows, more: rows === asked };
  }

  return async function eraseSlice(shop: string, only?: readonly string[]): Promise<{ rows: number; ended: boolean }> {
    const began = performance.now();
    const tables = only ?? (await shopTables(db)).toSorted((a, b) => LAST.indexOf(a) - LAST.indexOf(b));
    let rows = 0;
    for (const table of tables) {
      // what a row costs differs by table
      if (table !== at) size = FEWEST;
      at = table;
      for (;;) {
        const { gone, more } = await chunk(table, shop);
        rows += gone;
        if (!more) break;
        if (performance.now() - began > SLICE_MS) return { rows, ended: false };
      }
    }
    return { rows, ended: true };
  };
}

/** Every table whose rows belong to a shop. */
export async function shopTables(db: Database): Promise<string[]> {
  const tables = await db.read.introspection.getTables();
  return tables
    .filter((table) => (table.schema ?? 'public') === 'public' && table.columns.some(({ name }) => name === 'shop'))
    .map((table) => table.name);
}
