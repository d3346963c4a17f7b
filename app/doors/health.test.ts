import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../test/databases.ts';
import { ManualClock } from '../platform/clock/clock.ts';
import { silentLog } from '../platform/log/log.ts';
import { healthDoor } from './health.ts';

describe.each(DIALECTS)('health [%s]', (dialect) => {
  let test: TestDatabase;
  afterEach(() => test.dispose());

  it('is live without a database, ready only with one', async () => {
    test = await createTestDatabase(dialect);
    const clock = new ManualClock(100_000);
    const runner = { oldestDue: () => 40_000, idle: () => false };
    const door = healthDoor({ db: test.db, clock, log: silentLog, runner });
    const ready = await door.request('/readyz');
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { ok: true, database: dialect, idle: false, oldestDueSeconds: 60 },
    ]);
    await test.db.close();
    expect((await door.request('/healthz')).status).toBe(200);
    expect((await door.request('/readyz')).status).toBe(503);
  });
});
