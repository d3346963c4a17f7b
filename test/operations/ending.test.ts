// Worker processes that are asked to end, and that are killed, while they work on PostgreSQL.
import type { ChildProcess } from 'node:child_process';
import { inject } from 'vitest';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  type BenchDatabase,
  createBenchDatabase,
  endAppProcess,
  SHOP,
  startAppProcess,
} from '../../bench/app-process.ts';
import { orderPayload } from '../../bench/order-payload.ts';
import type { Database } from '../../app/platform/db/db.ts';
import { openDatabase } from '../../app/platform/db/open.server.ts';

const DELIVERIES = 1500;

let made: BenchDatabase;
let db: Database;
const running: ChildProcess[] = [];

beforeEach(async () => {
  made = await createBenchDatabase(inject('postgresUrl'));
  db = openDatabase(made.url);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((child) => endAppProcess(child, 'SIGKILL')));
  await db.close();
  await made.dispose();
});

async function startWorker(): Promise<{ child: ChildProcess; id: string }> {
  const before = await processes();
  const { child } = await startAppProcess(made.url, { role: 'worker' });
  running.push(child);
  const id = await vi.waitFor(async () => {
    const fresh = (await processes()).find((one) => !before.includes(one));
    expect(fresh).toBeDefined();
    return fresh;
  }, 30_000);
  return { child, id: id ?? '' };
}

const processes = async () => (await db.read.selectFrom('work_process').select('id').execute()).map((row) => row.id);

async function deliver(): Promise<void> {
  const now = Date.now();
  const rows = Array.from({ length: DELIVERIES }, (_, n) => ({
    shop: SHOP,
    id: `d${n}`,
    topic: 'orders/create',
    payload: orderPayload(1_000_000 + n),
    received_at: now + n,
    due_at: now,
  }));
  for (let from = 0; from < DELIVERIES; from += 500) {
    await db.write((trx) =>
      trx
        .insertInto('inbox')
        .values(rows.slice(from, from + 500))
        .execute(),
    );
  }
}

async function waiting(): Promise<number> {
  const rows = await db.read.selectFrom('inbox').select('id').where('state', '=', 'queued').execute();
  return rows.length;
}

const until = (check: () => Promise<void>, timeout: number) => vi.waitFor(check, { timeout, interval: 50 });

it('asked to end in the middle of its work, a worker finishes its slice, holds nothing and exits with 0 [postgres]', async () => {
  await deliver();
  const { child } = await startWorker();
  await until(async () => expect(await waiting()).toBeLessThan(DELIVERIES), 20_000);
  const asked = performance.now();
  await endAppProcess(child, 'SIGTERM');
  expect(performance.now() - asked).toBeLessThan(25_000);
  expect(child.exitCode).toBe(0);
  const left = await waiting();
  expect(left).toBeGreaterThan(0);
  expect(await processes()).toEqual([]);
  expect(await db.read.selectFrom('task').select('id').where('lease_until', 'is not', null).execute()).toEqual([]);

  // nothing is locked: another one goes on at once, and nothing is counted twice
  await startWorker();
  await until(async () => expect(await waiting()).toBe(0), 40_000);
  expect(await db.read.selectFrom('orders').select('id').execute()).toHaveLength(DELIVERIES);
}, 240_000);

it('what a killed worker held is free within ten seconds; a mail that was on the wire stays unknown [postgres]', async () => {
  const victim = await startWorker();
  await startWorker();
  const now = Date.now();
  const lease = { lease_until: now + 300_000, lease_by: victim.id };
  const message = { shop: SHOP, contact: 'c', channel: 'email', template: 'recovery', created_at: now, due_at: now };
  await db.write(async (trx) => {
    await trx
      .insertInto('task')
      .values({ shop: SHOP, id: 'held', kind: 'scoring', due_at: now, created_at: now, ...lease })
      .execute();
    await trx
      .insertInto('message')
      .values([
        { ...message, id: 'm1', dedupe_key: 'k1', state: 'claimed', ...lease },
        { ...message, id: 'm2', dedupe_key: 'k2', state: 'submitting', attempts: 1, ...lease },
      ])
      .execute();
  });
  await endAppProcess(victim.child, 'SIGKILL');
  await until(async () => {
    const states = await db.read.selectFrom('message').select(['id', 'state', 'lease_by']).orderBy('id').execute();
    // nobody is at the other end of the first one: it was taken up again, and skipped
    expect(states).toMatchObject([
      { state: 'skipped', lease_by: null },
      { state: 'unknown', lease_by: null },
    ]);
    const task = await db.read.selectFrom('task').select('lease_by').where('id', '=', 'held').executeTakeFirst();
    expect(task?.lease_by).not.toBe(victim.id);
  }, 12_000);
  expect(await processes()).not.toContain(victim.id);
}, 240_000);
