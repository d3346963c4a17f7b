// Every test gets a migrated, empty database of its own: a copied file on SQLite, on PostgreSQL one that is used again.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Database, StatementProbe } from '../app/platform/db/db.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { takePostgresDatabase } from './postgres-database.ts';

export interface TestDatabase {
  db: Database;
  url: string;
  /** opens the same database again, as a restart would */
  reopen(probe?: StatementProbe): Database;
  dispose(): Promise<void>;
}

export type Dialect = Database['dialect'];

/** For `describe.each(DIALECTS)('… [%s]', …)`: the contract suites run on both. */
export const DIALECTS: readonly Dialect[] = ['sqlite', 'postgres'];

export async function createTestDatabase(dialect: Dialect, probe?: StatementProbe): Promise<TestDatabase> {
  const made = dialect === 'sqlite' ? await sqliteCopy() : await takePostgresDatabase();
  const opened: Database[] = [];
  const open = (withProbe?: StatementProbe) => {
    const db = openDatabase(made.url, withProbe);
    opened.push(db);
    return db;
  };
  return {
    db: open(probe),
    url: made.url,
    reopen: open,
    async dispose() {
      for (const db of opened) await db.close().catch(() => {});
      await made.remove();
    },
  };
}

async function sqliteCopy() {
  const folder = mkdtempSync(join(inject('quickFolder'), 'database-'));
  const file = join(folder, 'test.db');
  copyFileSync(inject('sqliteTemplate'), file);
  return { url: `file:${file}`, remove: async () => rmSync(folder, { recursive: true, force: true }) };
}
