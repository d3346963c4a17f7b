// Runs once before the tests: migrates one template of each database.
import { execFile } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';
import { postgresShape } from './postgres-shape.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** for what is written often and is gone with the tests */
    quickFolder: string;
    sqliteTemplate: string;
    postgresUrl: string;
    postgresShape: string;
  }
}

const MEMORY = '/dev/shm';
const ROOM = 2 ** 30;

const migrate = (url: string) =>
  promisify(execFile)(process.execPath, ['scripts/migrate.ts'], {
    env: { ...process.env, DATABASE_URL: url, QUIET: '1' },
  });

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(quickFolder(), 'sandmill-databases-'));
  const file = join(folder, 'template.db');
  const postgres = await startPostgres();
  const stop = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const [shape, sqlite] = await Promise.allSettled([postgresTemplate(postgres.url), migrate(`file:${file}`)]);
  if (shape.status === 'rejected' || sqlite.status === 'rejected') {
    await stop();
    throw shape.status === 'rejected' ? shape.reason : (sqlite as PromiseRejectedResult).reason;
  }
  provide('quickFolder', folder);
  provide('sqliteTemplate', file);
  provide('postgresUrl', postgres.url);
  provide('postgresShape', shape.value);
  return stop;
}

/** In memory where there is room: SQLite waits for the disk at every commit, and no test cuts the power. */
function quickFolder(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    accessSync(MEMORY, constants.W_OK);
    return bavail * bsize > ROOM ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

async function postgresTemplate(url: string): Promise<string> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  // nor has PostgreSQL to wait for it
  if (!process.env.TEST_DATABASE_URL) {
    await admin.query('alter system set fsync = off');
    // databases are used again: what was learned of one test's rows would mislead the plans of the next
    await admin.query('alter system set autovacuum = off');
    await admin.query('select pg_reload_conf()');
  }
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database where datname ~ '^(test_\\d+_\\d+|sandmill_template)$'`,
  );
  for (const { datname } of rows) await admin.query(`drop database "${datname}" with (force)`);
  await admin.query('create database sandmill_template');
  await admin.end();
  const template = new URL(url);
  template.pathname = '/sandmill_template';
  await migrate(template.href);
  const client = new pg.Client({ connectionString: template.href });
  await client.connect();
  const shape = await postgresShape(client);
  await client.end();
  return shape;
}
