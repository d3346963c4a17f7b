import type { Clock } from '../clock/clock.ts';
import { type BackupPart, type BackupSums, openBackup, writeBackup } from './backup-file.ts';
import { openStore } from './open-store.server.ts';
import { createRowSum } from './row-sum.ts';

/**
 * Writes everything that the database holds at one instant into a file, while the app runs. What graphile-worker keeps is
 * left out: rows are the queue, and it is told anew.
 * @returns rows by table, read back from the file
 * @throws BackupUnreadable when the file does not hold what was read
 */
export async function backUp(
  { databaseUrl, clock }: { databaseUrl: string; clock: Clock },
  path: string,
): Promise<BackupSums> {
  const store = await openStore(databaseUrl, { write: false });
  try {
    const tables = await store.tables();
    const head = {
      dialect: store.dialect,
      at: new Date(clock.now()).toISOString(),
      migrations: await store.migrations(),
    };
    const parts = async function* (): AsyncIterable<BackupPart> {
      const sums: BackupSums = {};
      for (const table of tables) {
        yield { part: 'table', ...table };
        const sum = createRowSum();
        for await (const rows of store.read(table)) {
          for (const row of rows) {
            sum.add(row);
            yield { part: 'row', values: table.columns.map(({ name }) => row[name] ?? null) };
          }
        }
        sums[table.name] = sum.total();
      }
      yield { part: 'sums', sums };
    };
    await writeBackup(path, head, parts());
  } finally {
    await store.close();
  }
  return verifyFile(path);
}

/** Reads a backup to its end. @throws BackupUnreadable */
async function verifyFile(path: string): Promise<BackupSums> {
  const { parts } = await openBackup(path);
  let columns: readonly string[] = [];
  let table = '';
  const found = new Map<string, ReturnType<typeof createRowSum>>();
  for await (const part of parts) {
    if (part.part === 'table') {
      table = part.name;
      columns = part.columns.map(({ name }) => name);
      found.set(table, createRowSum());
    } else if (part.part === 'row') {
      found.get(table)?.add(Object.fromEntries(columns.map((name, index) => [name, part.values[index] ?? null])));
    } else {
      requireSame(
        part.sums,
        Object.fromEntries([...found].map(([name, sum]) => [name, sum.total()])),
        'The file does not hold',
      );
      return part.sums;
    }
  }
  return {};
}

/** @throws Error naming the tables that differ */
export function requireSame(expected: BackupSums, found: BackupSums, complaint: string): void {
  const different = Object.entries(expected).filter(
    ([name, { rows, sum }]) => found[name]?.rows !== rows || found[name]?.sum !== sum,
  );
  if (different.length === 0) return;
  const names = different.map(([name, { rows }]) => `${name} (${rows} rows, ${found[name]?.rows ?? 0} found)`);
  throw new Error(`${complaint} what was backed up: ${names.join(', ')}`);
}
