// The real server as a child process on a database of its own, for figures that need one.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '../app/platform/db/open.server.ts';

export const SECRET = 'bench-secret';
export const SHOP = 'bench.myshopify.com';

export interface BenchDatabase {
  url: string;
  dispose(): Promise<void>;
}

/** A migrated database with one installed shop; on PostgreSQL beside the given maintenance database. */
export async function createBenchDatabase(postgresUrl?: string): Promise<BenchDatabase> {
  const made = postgresUrl ? await postgresDatabase(postgresUrl) : sqliteFile();
  execFileSync(process.execPath, ['scripts/migrate.ts'], {
    env: { ...process.env, DATABASE_URL: made.url, QUIET: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const db = openDatabase(made.url);
  const now = Date.now();
  await db.write((trx) =>
    trx
      .insertInto('shop')
      .values({
        shop: SHOP,
        name: 'Bench',
        currency: 'EUR',
        timezone: 'Europe/Rome',
        ingest_key: 'bench-key',
        installed_at: now,
      })
      .execute(),
  );
  await db.close();
  return made;
}

function sqliteFile(): BenchDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'sandmill-bench-'));
  return {
    url: `file:${join(folder, 'bench.db')}`,
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresDatabase(base: string): Promise<BenchDatabase> {
  const admin = new pg.Client({ connectionString: base });
  await admin.connect();
  const name = `bench_${process.pid}_${Math.floor(performance.now())}`;
  await admin.query(`create database "${name}"`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    dispose: async () => {
      await admin.query(`drop database if exists "${name}" with (force)`);
      await admin.end();
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

export interface AppProcess {
  origin: string;
  child: ChildProcess;
}

interface ProcessOptions {
  role?: 'all' | 'web' | 'worker';
  smtpUrl?: string;
}

/** Starts server.ts and waits until it is ready. @throws when it does not get ready within 90 s */
export async function startAppProcess(
  databaseUrl: string,
  { role = 'all', smtpUrl = 'smtp://127.0.0.1:9' }: ProcessOptions = {},
): Promise<AppProcess> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['server.ts', '--role', role], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      WORKER_PORT: String(port),
      HOST: '127.0.0.1',
      SHOPIFY_API_KEY: 'bench-key',
      SHOPIFY_API_SECRET: SECRET,
      SHOPIFY_APP_URL: origin,
      SMTP_URL: smtpUrl,
      MAIL_FROM: 'shop@example.com',
      ENCRYPTION_KEY: 'bench-key-bench-key-bench-key-bench-key',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const deadline = performance.now() + 90_000;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) break;
    const ready = await fetch(`${origin}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return { origin, child };
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  child.kill('SIGKILL');
  throw new Error('the server did not get ready');
}

export async function endAppProcess(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}
