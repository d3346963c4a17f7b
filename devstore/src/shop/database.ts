import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export type StateDatabase = Database.Database;

/** The one file that holds the devstore's state. `:memory:` keeps nothing. */
export function openDatabase(dataDir: string): StateDatabase {
  if (dataDir !== ':memory:') mkdirSync(dataDir, { recursive: true });
  const database = new Database(dataDir === ':memory:' ? dataDir : join(dataDir, 'devstore.sqlite'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec(`
    CREATE TABLE IF NOT EXISTS document (
      kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)
    ) WITHOUT ROWID;
  `);
  return database;
}
