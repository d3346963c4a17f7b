import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../test/databases.ts';
import { ManualClock } from '../platform/clock/clock.ts';
import { silentLog } from '../platform/log/log.ts';
import { createMetrics } from '../platform/metrics/metrics.server.ts';
import { queueDepths } from './depths.server.ts';
import { healthDoor } from './health.ts';
import { metricsDoor } from './metrics.ts';

describe.each(DIALECTS)('health [%s]', (dialect) => {
  let test: TestDatabase;
  let stopping = false;
  afterEach(() => test.dispose());

  async function open() {
    test = await createTestDatabase(dialect);
    stopping = false;
    const clock = new ManualClock(100_000);
    return healthDoor({
      db: test.db,
      clock,
      log: silentLog,
      runner: { idle: async () => false },
      workHealth: { ofAll: async () => [{ kind: 'inbox', since: 40_000, age: 60_000 }] },
      stopping: () => stopping,
      patience: { writer: 50 },
    });
  }

  it('is live without a database, ready only with one', async () => {
    const door = await open();
    const ready = await door.request('/readyz');
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { ok: true, database: dialect, idle: false, oldestDueSeconds: 60, reasons: [] },
    ]);
    await test.db.close();
    expect((await door.request('/healthz')).status).toBe(200);
    const gone = await door.request('/readyz');
    expect([gone.status, await gone.json()]).toMatchObject([503, { reasons: ['the database does not answer'] }]);
  });

  it('is not ready while it shuts down, or on a database of an older version', async () => {
    const door = await open();
    await test.db.write((trx) =>
      sql`update _prisma_migrations set finished_at = null where migration_name like '%_init'`.execute(trx),
    );
    stopping = true;
    const answer = await door.request('/readyz');
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { reasons: ['shutting down', 'the database is of an older version: run npm run migrate'] },
    ]);
  });

  it('a writer that is stuck ends the process only where it is ours', async () => {
    const door = await open();
    let release = () => {};
    let stuck: Promise<void> | undefined;
    await new Promise<void>((begun) => {
      stuck = test.db.write(() => {
        begun();
        return new Promise<void>((resolve) => (release = resolve));
      });
    });
    expect((await door.request('/healthz')).status).toBe(dialect === 'sqlite' ? 503 : 200);
    release();
    await stuck;
    expect((await door.request('/healthz')).status).toBe(200);
  });

  it('counts the rows that are not done, names no shop, and answers only who may ask', async () => {
    await open();
    await test.db.write(async (trx) => {
      const now = 1000;
      await trx
        .insertInto('shop')
        .values(
          ['a', 'b'].map((shop) => ({
            shop: `${shop}.myshopify.com`,
            name: shop,
            currency: 'EUR',
            timezone: 'UTC',
            ingest_key: shop,
            installed_at: now,
          })),
        )
        .execute();
      await trx
        .insertInto('inbox')
        .values(
          ['a', 'a', 'b'].map((shop, id) => ({
            shop: `${shop}.myshopify.com`,
            id: String(id),
            topic: 'orders/create',
            received_at: now,
            due_at: now,
            payload: '{}',
          })),
        )
        .execute();
    });
    const metrics = createMetrics();
    metrics.watch({ ofAll: async () => [{ kind: 'inbox', since: 0, age: 1500 }] }, ['inbox', 'learn'], () =>
      queueDepths(test.db),
    );
    metrics.captured();
    metrics.answered('webhooks', 200, 0.004);
    const append = metrics.countingCommits(test.db).appender('inbox', ['shop', 'id']);
    expect(append.atOnce).toBe(dialect === 'sqlite' ? 1 : 2);
    const text = await metrics.registry.metrics();
    expect(text).toContain('sandmill_rows{queue="inbox",state="queued"} 3');
    expect(text).toContain('sandmill_oldest_due_seconds{kind="inbox"} 1.5');
    expect(text).toContain('sandmill_oldest_due_seconds{kind="learn"} 0');
    expect(text).toContain('sandmill_http_seconds_count{door="webhooks",status="2xx"} 1');
    expect(text).not.toContain('myshopify');

    const withToken = metricsDoor({ registry: metrics.registry, token: 'let-me-in' });
    const ask = (authorization: string) => withToken.request('/metrics', { headers: { authorization } });
    expect((await ask('Bearer let-me-in')).status).toBe(200);
    expect((await ask('Bearer something')).status).toBe(401);
    const local = metricsDoor({ registry: metrics.registry, token: undefined });
    const from = (address: string, headers: Record<string, string> = {}) =>
      local.request('/metrics', { headers }, { incoming: { socket: { remoteAddress: address } } });
    expect((await from('127.0.0.1')).status).toBe(200);
    expect((await from('10.0.0.7')).status).toBe(404);
    expect((await from('127.0.0.1', { 'x-forwarded-for': '9.9.9.9' })).status).toBe(404);
  });
});
