// Waking between any number of processes, by graphile-worker on PostgreSQL. Rows stay the queue: a job only says where to look.
import { EventEmitter } from 'node:events';
import {
  Logger,
  makeWorkerUtils,
  parseCrontab,
  run,
  type Runner as GraphileRunner,
  type TaskList,
} from 'graphile-worker';
import { sql } from 'kysely';
import pg from 'pg';
import type { Database } from '../../db/db.ts';
import type { Log } from '../../log/log.ts';
import type { Processes } from '../processes.server.ts';
import type { Runner } from '../runner.ts';
import { createSlices, type SlicesOptions } from '../slices.ts';
import { type Alive, openAlive } from './alive.server.ts';
import { createWakeBuffer, HORIZON_MS, type WakeJob } from './wake-buffer.ts';

interface Options extends SlicesOptions {
  db: Database;
  databaseUrl: string;
  /** false in a process that only wakes: a web process */
  works: boolean;
  processes: Processes;
  /** milliseconds to give way to the doors after a slice that took `sliceMs` */
  rest?: (sliceMs: number) => number;
}

/** Slices run at once in a process: most of their time is the database's. */
const CONCURRENCY = 5;
/** A turn of one kind of one shop; then it goes behind whoever else is due. */
const TURN_MS = 250;
const POLL_MS = 1000;
const RESTART_MS = 1000;
/** Work that waits for others' answers begins only when nothing else is due. */
const LATER = 10;

/** The sweep finds what a lost wake left lying, and days that begin; the tidying removes what dead jobs leave behind. */
const CRONTAB = '* * * * * sweep ?jobKey=sweep\n17 3 * * * tidy ?jobKey=tidy';

/**
 * One job for each kind and shop; a shop's jobs are one queue, so that two processes never run the same and a shop with
 * much to do holds up nobody. A wake during a run makes a new job behind it.
 */
export function createQueueRunner({ db, databaseUrl, works, processes, rest = () => 0, ...options }: Options): Runner {
  const { clock, log } = options;
  const waiting = new Set(options.workers.filter((worker) => worker.waits).map(({ kind }) => kind));
  const buffer = createWakeBuffer({ clock, log, send });
  const slices = createSlices(options, (...args) => buffer.wake(...args));
  let stopped = true;
  let running: GraphileRunner | undefined;
  let alive: Alive | undefined;
  let pool: pg.Pool | undefined;
  let ended: Promise<void> = Promise.resolve();
  let stopping: Promise<void> | undefined;

  async function send(jobs: readonly WakeJob[]): Promise<Set<string>> {
    const specs = jobs.map(({ kind, shop, at, key }) => ({
      identifier: kind,
      payload: { shop },
      queue_name: waiting.has(kind) ? `${shop} ${kind}` : shop,
      run_at: new Date(at).toISOString(),
      job_key: key,
      priority: waiting.has(kind) ? LATER : 0,
    }));
    // keeps the place in the line of a job that waits already; one that a worker takes at this very moment may slip
    // through between the two statements inside, so what comes back says which were kept
    const { rows } = await sql<{ key: string }>`
      select key from graphile_worker.add_jobs(
        array(select json_populate_recordset(null::graphile_worker.job_spec, ${JSON.stringify(specs)}::json)), true)
    `.execute(db.read);
    return new Set(rows.map(({ key }) => key));
  }

  async function takeTurn(kind: string, shop: string): Promise<void> {
    const began = performance.now();
    for (;;) {
      const started = performance.now();
      const again = await slices.run(kind, shop);
      if (again === null) return;
      if (stopped || again > clock.now() || performance.now() - began > TURN_MS) {
        buffer.wake(kind, shop, Math.max(again, clock.now()));
        return;
      }
      const restMs = rest(performance.now() - started);
      if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    }
  }

  async function sweep(): Promise<void> {
    const until = clock.now() + HORIZON_MS;
    for (const { kind, shop, at } of await slices.pending()) {
      if (at <= until) buffer.wake(kind, shop, Math.max(at, clock.now()));
    }
  }

  /** Jobs whose wake was overtaken while their process died, and queues of shops that have left. */
  async function tidy(): Promise<void> {
    if (!pool) return;
    const utils = await makeWorkerUtils({ pgPool: pool, logger: graphileLogger(log) });
    try {
      await utils.cleanup({ tasks: ['DELETE_PERMAFAILED_JOBS', 'GC_JOB_QUEUES'] });
    } finally {
      await utils.release();
    }
  }

  const tasks: TaskList = { sweep, tidy };
  for (const { kind } of options.workers) {
    tasks[kind] = (payload) => takeTurn(kind, String((payload as { shop: unknown }).shop));
  }

  async function open(pgPool: pg.Pool): Promise<GraphileRunner> {
    const events = new EventEmitter();
    events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
      alive?.hold(workerPool.id).catch((error: unknown) => log.warn({ err: error }, 'could not say that it lives'));
    });
    return run({
      pgPool,
      taskList: tasks,
      parsedCronItems: parseCrontab(CRONTAB),
      concurrency: CONCURRENCY,
      pollInterval: POLL_MS,
      noHandleSignals: true,
      // due times are this process's instants, not the database's
      useNodeTime: true,
      logger: graphileLogger(log),
      events,
    });
  }

  /** graphile-worker gives up when the database goes away; it is begun again when that is back. */
  async function keepRunning(pgPool: pg.Pool, first: GraphileRunner): Promise<void> {
    running = first;
    while (!stopped) {
      try {
        running ??= await open(pgPool);
        await running.promise;
      } catch (error) {
        log.error({ err: error }, 'the waking of workers ended, it is begun again');
      }
      running = undefined;
      if (!stopped) await new Promise((resolve) => setTimeout(resolve, RESTART_MS));
    }
  }

  async function stopRunning(): Promise<void> {
    await running?.stop().catch(() => {});
    await ended;
    await buffer.flush().catch(() => {});
    await alive?.close();
    await pool?.end();
    pool = undefined;
  }

  return {
    wake(kind, shop, at) {
      if (slices.knows(kind)) buffer.wake(kind, shop, at);
    },
    async start() {
      if (!works || !stopped) return;
      stopped = false;
      stopping = undefined;
      alive = await openAlive({ databaseUrl, clock, log, processes });
      pool = openPool(databaseUrl);
      ended = keepRunning(pool, await open(pool));
      await sweep();
    },
    async stop() {
      stopped = true;
      await (stopping ??= stopRunning());
      // what was woken meanwhile by requests that were still answered
      await buffer.flush().catch(() => {});
    },
    running: () => slices.running(),
    async idle() {
      if (!buffer.empty()) return false;
      const { rows } = await sql`
        select 1 from graphile_worker.jobs
        where task_identifier <> 'sweep'
          and (locked_at is not null or (run_at <= ${new Date(clock.now())} and attempts < max_attempts))
        limit 1`.execute(db.read);
      return rows.length === 0;
    },
  };
}

/** A connection that the server closes, idle or not, must not end the process: whoever uses it hears of it. */
function openPool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: CONCURRENCY + 1 });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** What graphile-worker says of its errors may quote a row: its own words stay out of the log. */
function graphileLogger(log: Log): Logger {
  return new Logger((scope) => (level, _message, meta) => {
    if (level !== 'error' && level !== 'warning') return;
    const err: unknown = meta?.error;
    log.warn({ ...(err !== undefined && { err }), scope: scope.label, kind: scope.taskIdentifier }, 'graphile-worker');
  });
}
