// Every test gets a migrated database of its own: a copied file on SQLite, a database from a template on PostgreSQL.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import type { Database, StatementProbe } from '../app/platform/db/db.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';

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
  const made = dialect === 'sqlite' ? await sqliteCopy() : await postgresCopy();
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
  const folder = mkdtempSync(join(tmpdir(), 'sandmill-test-'));
  const file = join(folder, 'test.db');
  copyFileSync(inject('sqliteTemplate'), file);
  return { url: `file:${file}`, remove: async () => rmSync(folder, { recursive: true, force: true }) };
}

let counter = 0;

async function postgresCopy() {
  const base = new URL(inject('postgresUrl'));
  const name = `test_${process.pid}_${counter++}`;
  const admin = new pg.Client({ connectionString: base.href });
  await admin.connect();
  await admin.query(`create database "${name}" template sandmill_template`);
  base.pathname = `/${name}`;
  return {
    url: base.href,
    remove: async () => {
      await admin.query(`drop database if exists "${name}" with (force)`);
      await admin.end();
    },
  };
}
