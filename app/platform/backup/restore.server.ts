import { requireSame } from './back-up.server.ts';
import { type BackupSums, openBackup } from './backup-file.ts';
import { openStore } from './open-store.server.ts';
import { createRowSum } from './row-sum.ts';
import type { Column, PortableRow, Table, TableStore } from './table-store.ts';

const BATCH = 1000;

/** The backup cannot go into this database; the message says what to do. */
export class RestoreRefused extends Error {
  override name = 'RestoreRefused';
}

/**
 * Puts the rows of a backup into a migrated database of either kind: all of them or none. What was backed up by an older
 * version gets the defaults of the columns that are new since.
 * @param force whether what stands there now may be removed
 * @throws RestoreRefused, BackupUnreadable
 */
export async function restore(databaseUrl: string, path: string, { force = false } = {}): Promise<BackupSums> {
  const store = await openStore(databaseUrl, { write: true });
  let sums: BackupSums = {};
  const restored = new Map<string, readonly Column[]>();
  try {
    const { head, parts } = await openBackup(path);
    const tables = new Map((await store.tables()).map((table) => [table.name, table]));
    const known = new Set((await store.migrations()).map(nameOf));
    const newer = head.migrations.filter((name) => !known.has(nameOf(name)));
    if (newer.length > 0) {
      throw new RestoreRefused(
        `The backup is of a newer version (${newer.join(', ')}): install that version, or run npm run migrate first.`,
      );
    }
    await makeRoom(store, [...tables.values()], force);
    let into: { table: Table; columns: readonly Column[]; names: readonly string[] } | undefined;
    let batch: PortableRow[] = [];
    const flush = async () => {
      if (into && batch.length > 0) await store.insert(into.table, into.columns, batch);
      batch = [];
    };
    for await (const part of parts) {
      if (part.part === 'table') {
        await flush();
        into = target(tables, part);
        restored.set(part.name, into.columns);
      } else if (part.part === 'row') {
        if (!into) throw new RestoreRefused('The backup has rows of no table.');
        batch.push(Object.fromEntries(into.names.map((name, index) => [name, part.values[index] ?? null])));
        if (batch.length >= BATCH) await flush();
      } else {
        await flush();
        sums = part.sums;
      }
    }
    await store.commit();
  } finally {
    await store.close();
  }
  await verify(databaseUrl, restored, sums);
  return sums;
}

/** The two databases got their migrations in folders of the same names. */
function nameOf(migration: string): string {
  return migration.replace(/^\d+_/, '');
}

async function makeRoom(store: TableStore, tables: readonly Table[], force: boolean): Promise<void> {
  for (const table of tables) {
    if (await store.isEmpty(table)) continue;
    if (!force) {
      throw new RestoreRefused(
        `The database is not empty (${table.name}): stop the app and add --force to replace what is there.`,
      );
    }
    await store.clear(table);
  }
}

function target(tables: ReadonlyMap<string, Table>, part: { name: string; columns: readonly Column[] }) {
  const table = tables.get(part.name);
  if (!table) throw new RestoreRefused(`This version has no table ${part.name}.`);
  const own = new Map(table.columns.map((column) => [column.name, column]));
  const names = part.columns.map(({ name }) => name);
  const columns = names.map((name) => {
    const column = own.get(name);
    if (!column) throw new RestoreRefused(`This version has no ${name} in ${part.name}.`);
    return column;
  });
  return { table, columns, names };
}

async function verify(
  databaseUrl: string,
  restored: ReadonlyMap<string, readonly Column[]>,
  sums: BackupSums,
): Promise<void> {
  const store = await openStore(databaseUrl, { write: false });
  try {
    // PostgreSQL learns the types of its columns by this
    await store.tables();
    const found: BackupSums = {};
    for (const [name, columns] of restored) {
      const sum = createRowSum();
      for await (const rows of store.read({ name, columns })) for (const row of rows) sum.add(row);
      found[name] = sum.total();
    }
    requireSame(sums, found, 'The database does not hold');
  } finally {
    await store.close();
  }
}
