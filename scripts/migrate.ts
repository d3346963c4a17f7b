// npm run migrate: brings the database of DATABASE_URL to the current schema. Safe to repeat.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { Logger, runMigrations } from 'graphile-worker';

const url = process.env.DATABASE_URL ?? 'file:./.data/sandmill.db';
if (url.startsWith('file:')) prepareFile(url.slice('file:'.length));
execFileSync('npx', ['--no-install', 'prisma', 'migrate', 'deploy'], {
  env: { ...process.env, DATABASE_URL: url, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  stdio: ['ignore', process.env.QUIET ? 'ignore' : 'inherit', 'inherit'],
});

// what wakes the workers keeps its jobs in a schema of its own
if (!url.startsWith('file:')) {
  await runMigrations({ connectionString: url, logger: new Logger(() => () => {}) });
}

/** Captured payloads are some 2 kB: on pages of 8 kB storing them costs two thirds. Only a new file can be told. */
function prepareFile(path: string): void {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  const file = new BetterSqlite(path);
  file.pragma('page_size = 8192');
  file.exec('vacuum');
  file.close();
}
