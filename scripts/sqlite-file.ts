import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { wantedMigrations } from '../app/platform/db/missing-migrations.server.ts';

/** Captured payloads are some 2 kB: on pages of 8 kB storing them costs two thirds. Only a new file can be told. */
export function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = new BetterSqlite(path);
  file.pragma('page_size = 8192');
  file.exec('vacuum');
  file.close();
}

/** Migrations that a file still needs: all of them when it was never migrated. */
export function waitingFor(path: string): string[] {
  const file = new BetterSqlite(path, { fileMustExist: true });
  try {
    const migrated = file.prepare("select 1 from sqlite_master where name = '_prisma_migrations'").get();
    const done = migrated
      ? file.prepare('select migration_name from _prisma_migrations where finished_at is not null').pluck().all()
      : [];
    return wantedMigrations('sqlite').filter((name) => !done.includes(name));
  } finally {
    file.close();
  }
}
