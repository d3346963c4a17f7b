// Runs once before the tests: migrates one template of each database.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    sqliteTemplate: string;
    postgresUrl: string;
  }
}

const migrate = (url: string) =>
  execFileSync(process.execPath, ['scripts/migrate.ts'], {
    env: { ...process.env, DATABASE_URL: url, QUIET: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'sandmill-template-'));
  const file = join(folder, 'template.db');
  migrate(`file:${file}`);
  provide('sqliteTemplate', file);

  const postgres = await startPostgres();
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query('drop database if exists sandmill_template with (force)');
  await admin.query('create database sandmill_template');
  const template = new URL(postgres.url);
  template.pathname = '/sandmill_template';
  migrate(template.href);
  await admin.end();
  provide('postgresUrl', postgres.url);

  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
