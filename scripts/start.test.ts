// Starting and ending as a self-hoster does: npm start under a signal, the one process of a service manager, a file in use.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort } from '../bench/app-process.ts';
import { createTestDatabase, type TestDatabase } from '../test/databases.ts';

let made: TestDatabase | undefined;
let folder: string;
const running: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandmill-start-'));
});
afterEach(async () => {
  // a group of its own each: what is left of a failed test ends with it
  for (const child of running.splice(0)) if (child.pid) endGroup(child.pid);
  await made?.dispose();
  made = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // it is gone already
  }
}

async function settings(): Promise<Record<string, string>> {
  const port = String(await freePort());
  return {
    DATABASE_URL: made!.url,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: port,
    WORKER_PORT: port,
    SHOPIFY_API_KEY: 'key',
    SHOPIFY_API_SECRET: 'secret',
    SHOPIFY_APP_URL: 'https://sandmill.example',
    SMTP_URL: 'smtp://127.0.0.1:9',
    ENCRYPTION_KEY: 'a-key-for-tests-that-is-long-enough-to-be-one',
    LOG_LEVEL: 'info',
  };
}

/** A worker, because a web process needs a build. */
async function start(command: string, args: string[]) {
  made = await createTestDatabase('postgres');
  const env = await settings();
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: 'ignore',
    detached: true,
  });
  running.push(child);
  const alive = () =>
    fetch(`http://127.0.0.1:${env.WORKER_PORT}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
  await vi.waitFor(async () => expect(await alive()).toBe(true), { timeout: 50_000, interval: 50 });
  return { child, alive, env };
}

describe('starting [postgres]', { timeout: 90_000 }, () => {
  it('ends the server when npm, which passes no signal on, is asked to end', async () => {
    const { child, alive } = await start('npm', ['start', '--', '--role', 'worker']);
    child.kill('SIGTERM');
    await vi.waitFor(async () => expect(await alive()).toBe(false), { timeout: 10_000, interval: 50 });
  });

  it('migrates and serves in one process, which a signal ends with 0', async () => {
    const { child, alive } = await start(process.execPath, ['scripts/start.ts', '--role', 'worker']);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await alive()).toBe(false);
  });

  it('says in one line that its port is taken', async () => {
    const { env } = await start(process.execPath, ['scripts/start.ts', '--role', 'worker']);
    const second = spawnSync(process.execPath, ['server.ts', '--role', 'worker'], {
      env: { ...process.env, ...env, LOG_LEVEL: 'silent' },
      encoding: 'utf8',
    });
    expect(second.stderr).toBe(`Port ${env.WORKER_PORT} is taken: set another PORT.\n`);
    expect(second.status).toBe(1);
  });
});

describe('a SQLite file that another process has open', () => {
  const run = (script: string, args: string[], url: string) => {
    const { status, stderr } = spawnSync(process.execPath, [script, ...args], {
      env: { ...process.env, DATABASE_URL: url, QUIET: '1' },
      encoding: 'utf8',
    });
    return { status, stderr };
  };

  it('is left alone by a migration, which says what waits for it', async () => {
    made = await createTestDatabase('sqlite');
    const file = new BetterSqlite(made.url.slice('file:'.length));
    file.prepare("delete from _prisma_migrations where migration_name like '%_init'").run();
    file.close();
    const { status, stderr } = run('scripts/migrate.ts', [], made.url);
    expect(stderr).toMatch(/^\S+ is open in another process: stop Sandmill.*\n {2}\d+_init\n$/);
    expect(status).toBe(1);
  });

  it('is found to be of this version already', async () => {
    made = await createTestDatabase('sqlite');
    expect(run('scripts/migrate.ts', [], made.url)).toEqual({ status: 0, stderr: '' });
  });

  it.each([
    ['restore', ['--from', 'none.backup', '--force']],
    ['move', ['--to', 'file:./none.db']],
  ])('is not taken for %s', async (command, args) => {
    made = await createTestDatabase('sqlite');
    const { status, stderr } = run(`app/commands/${command}.ts`, args, made.url);
    expect(stderr).toMatch(/is open in another process: stop Sandmill/);
    expect(status).toBe(1);
  });
});

it('says in one line why the database could not be made ready', async () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/start.ts'], {
    env: { ...process.env, DATABASE_URL: `file:${folder}` },
    encoding: 'utf8',
  });
  expect(stderr).toMatch(/The database could not be brought to this version: the reason stands above\.\n$/);
  expect(stderr).not.toContain('    at ');
  expect(status).toBe(1);
});
