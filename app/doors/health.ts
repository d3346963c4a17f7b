// GET /healthz: the process lives. GET /readyz: it can do its work, or why it cannot.
import { Hono } from 'hono';
import { sql } from 'kysely';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/db.ts';
import { missingMigrations } from '../platform/db/missing-migrations.server.ts';
import type { Log } from '../platform/log/log.ts';
import type { Runner } from '../platform/work/runner.ts';
import type { WorkHealth } from '../platform/work/work-health.server.ts';

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  runner: Pick<Runner, 'idle'>;
  workHealth: Pick<WorkHealth, 'ofAll'>;
  /** the process has been asked to end: nobody should send it more */
  stopping?: () => boolean;
  /** milliseconds after which a database or a writer that is silent counts as dead */
  patience?: { database?: number; writer?: number };
}

const DATABASE_PATIENCE_MS = 2000;
const WRITER_PATIENCE_MS = 10_000;

export function healthDoor({
  db,
  clock,
  log,
  runner,
  workHealth,
  stopping = () => false,
  patience = {},
}: Options): Hono {
  const door = new Hono();
  let current = false;

  async function migrationsMissing(): Promise<boolean> {
    current ||= (await missingMigrations(db)).length === 0;
    return !current;
  }

  door.get('/healthz', async (c) => {
    // an error is the database's trouble, and a new process would have it too; silence of the one writer is ours
    const writes: Promise<unknown> =
      db.dialect === 'sqlite' ? db.write((trx) => sql`select 1`.execute(trx)) : Promise.resolve();
    const alive = await inTime(writes, patience.writer ?? WRITER_PATIENCE_MS).then(
      () => true,
      (error: unknown) => !(error instanceof NoAnswer),
    );
    return c.json(
      alive ? { ok: true } : { ok: false, reasons: ['the writer of the database is stuck'] },
      alive ? 200 : 503,
    );
  });

  door.get('/readyz', async (c) => {
    const reasons: string[] = [];
    if (stopping()) reasons.push('shutting down');
    let oldestDueSeconds = 0;
    let idle = false;
    try {
      const missing = inTime(
        sql`select 1`.execute(db.read).then(migrationsMissing),
        patience.database ?? DATABASE_PATIENCE_MS,
      );
      if (await missing) reasons.push('the database is of an older version: run npm run migrate');
      idle = await runner.idle();
      const [oldest] = await workHealth.ofAll();
      oldestDueSeconds = oldest ? Math.max(0, Math.round((clock.now() - oldest.since) / 1000)) : 0;
    } catch (error) {
      log.error({ err: error }, 'the database does not answer');
      reasons.push('the database does not answer');
    }
    const ok = reasons.length === 0;
    return c.json({ ok, database: db.dialect, idle, oldestDueSeconds, reasons }, ok ? 200 : 503);
  });
  return door;
}

class NoAnswer extends Error {
  override name = 'NoAnswer';
}

async function inTime<T>(work: Promise<T>, patienceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer('no answer in time')), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
