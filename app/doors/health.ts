// GET /healthz: the process answers. GET /readyz: it can do its work.
import { Hono } from 'hono';
import { sql } from 'kysely';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/db.ts';
import type { Log } from '../platform/log/log.ts';
import type { Runner } from '../platform/work/runner.server.ts';

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  runner: Pick<Runner, 'oldestDue' | 'idle'>;
}

/** The database is asked in vain after this long. */
const PATIENCE_MS = 2000;

export function healthDoor({ db, clock, log, runner }: Options): Hono {
  const door = new Hono();
  door.get('/healthz', (c) => c.json({ ok: true }));
  door.get('/readyz', async (c) => {
    const database = await answers(db).catch((error: unknown) => {
      log.error({ err: error }, 'the database does not answer');
      return false;
    });
    const oldest = runner.oldestDue();
    const oldestDueSeconds = oldest === null ? 0 : Math.max(0, Math.round((clock.now() - oldest) / 1000));
    return c.json({ ok: database, database: db.dialect, idle: runner.idle(), oldestDueSeconds }, database ? 200 : 503);
  });
  return door;
}

async function answers(db: Database): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MS);
  });
  try {
    await Promise.race([sql`select 1`.execute(db.read), late]);
    return true;
  } finally {
    clearTimeout(timer);
  }
}
