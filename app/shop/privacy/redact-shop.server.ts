import { sql } from 'kysely';
import { HOUR } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Task, TaskHandler, TaskSlice } from '../../platform/work/tasks/task.ts';
import type { ComplianceDeps } from './compliance-ports.ts';

/** A shop that comes back within this finds everything as it was. */
const GRACE = 48 * HOUR;
const ROWS_AT_ONCE = 2000;
/** In this order at the end: a crash leaves the task, which begins again. */
const LAST = ['shop', 'inbox', 'privacy_request', 'task'];

/**
 * Handler of `shop/redact`, which Shopify sends 48 hours after the app was taken off. A shop that is installed again is
 * left as it is.
 */
export function createRedactShop(deps: ComplianceDeps): TaskHandler {
  const { db, clock, log, eraseShopFiles } = deps;
  return async (task) => {
    const row = await db.read
      .selectFrom('shop')
      .select('uninstalled_at')
      .where('shop', '=', task.shop)
      .executeTakeFirst();
    if (row && row.uninstalled_at === null) return cancel(task);
    const mayComeBackUntil = (row?.uninstalled_at ?? 0) + GRACE;
    if (mayComeBackUntil > clock.now()) {
      return { cursor: task.cursor, doneCount: 0, ended: false, dueAt: mayComeBackUntil };
    }
    await eraseShopFiles(task.shop);
    const rows = await eraseShop(db, task.shop);
    log.info({ shop: task.shop, rows }, 'a shop that had left was erased');
    // its own row is gone, so there is nothing to write down
    return { cursor: null, doneCount: 1, ended: true };
  };

  function cancel(task: Task): TaskSlice {
    const reason = 'The shop has installed Sandmill again.';
    return {
      cursor: null,
      doneCount: 0,
      ended: true,
      reason,
      async write(trx) {
        await trx
          .updateTable('privacy_request')
          .set({ state: 'cancelled', done_at: clock.now(), reason })
          .where('shop', '=', task.shop)
          .where('id', '=', task.id)
          .execute();
      },
    };
  }
}

/**
 * Erases every row of a shop, whatever table it stands in: the tables are asked from the database itself, so that a table
 * of tomorrow is not forgotten. In short transactions, so that other shops do not wait. @returns how many rows
 */
export async function eraseShop(db: Database, shop: string): Promise<number> {
  const tables = await shopTables(db);
  const ordered = [...tables.filter((table) => !LAST.includes(table)), ...LAST];
  let rows = 0;
  for (const table of ordered) {
    for (let again = true; again;) {
      const gone = await db.write((trx) => {
        const row = sql.ref(db.dialect === 'sqlite' ? 'rowid' : 'ctid');
        return sql`delete from ${sql.table(table)} where ${row} in
          (select ${row} from ${sql.table(table)} where shop = ${shop} limit ${sql.lit(ROWS_AT_ONCE)})`.execute(trx);
      });
      const count = Number(gone.numAffectedRows ?? 0n);
      rows += count;
      again = count === ROWS_AT_ONCE;
    }
  }
  return rows;
}

/** Every table whose rows belong to a shop. */
export async function shopTables(db: Database): Promise<string[]> {
  const tables = await db.read.introspection.getTables();
  return tables
    .filter((table) => (table.schema ?? 'public') === 'public' && table.columns.some(({ name }) => name === 'shop'))
    .map((table) => table.name);
}
