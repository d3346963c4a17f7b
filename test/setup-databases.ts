// Runs once before the tests: migrates one template of each database.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';
import { postgresShape } from './postgres-shape.ts';

declare module 'vitest' {
  interface ProvidedContext {
    sqliteTemplate: string;
    postgresUrl: string;
    postgresShape: string;
  }
}

const migrate = (url: string) =>
  promisify(execFile)(process.execPath, ['scripts/migrate.ts'], {
    env: { ...process.env, DATABASE_URL: url, QUIET: '1' },
  });

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'sandmill-template-'));
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
  provide('sqliteTemplate', file);
  provide('postgresUrl', postgres.url);
  provide('postgresShape', shape.value);
  return stop;
}

async function postgresTemplate(url: string): Promise<string> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  // no test cuts the power, so none has to wait for the disk
  if (!process.env.TEST_DATABASE_URL) {
    await admin.query('alter system set fsync = off');
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
