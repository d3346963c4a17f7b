import pg from 'pg';
import { type Clock, SECOND } from '../../clock/clock.ts';
import type { Log } from '../../log/log.ts';
import type { Processes } from '../processes.server.ts';

export interface Alive {
  /** Says that the workers of this pool live, for as long as this process does. */
  hold(pool: string): Promise<void>;
  close(): Promise<void>;
}

interface Options {
  databaseUrl: string;
  clock: Clock;
  log: Log;
  processes: Processes;
}

const LOOK_MS = 4 * SECOND;
/** A pool may have taken a job a moment before it could say that it lives. */
const GRACE_MS = 4 * SECOND;
const RECONNECT_MS = SECOND;

/**
 * Who was killed cannot give back its jobs, and graphile-worker would wait four hours for it. Each process therefore holds
 * an advisory lock, which the database takes back with the connection, on a connection of its own: a pool whose lock can
 * be had is dead, and its jobs are freed for the others. Losing the connection by accident only means that a slice is run
 * by two processes once, which every worker is made for.
 */
export async function openAlive({ databaseUrl, clock, log, processes }: Options): Promise<Alive> {
  const held = new Set<string>([processes.id]);
  /** processes whose lock could be had at the last look: a connection that is lost for a moment is no death */
  let suspected = new Set<string>();
  let closed = false;
  let looking = false;
  let client = await connect();
  const timer = setInterval(() => void look(), LOOK_MS);
  timer.unref();

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({ connectionString: databaseUrl, keepAlive: true, application_name: 'sandmill alive' });
    fresh.on('error', () => {});
    fresh.once('end', () => void reconnect());
    await fresh.connect();
    // a machine that vanished does not close its connections: the server has to ask
    await fresh.query('set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3');
    for (const name of held) await lock(fresh, name);
    // another process may have taken this one for dead
    await processes.begin();
    return fresh;
  }

  async function reconnect(): Promise<void> {
    while (!closed) {
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      try {
        client = await connect();
        return;
      } catch (error) {
        log.warn({ err: error }, 'the connection that says this process lives is lost, it is opened again');
      }
    }
  }

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      const { rows } = await client.query<{ pool: string }>(
        `select distinct locked_by as pool from graphile_worker.jobs
         where locked_at is not null and locked_at < $1 and locked_by is not null`,
        [new Date(clock.now() - GRACE_MS)],
      );
      for (const { pool } of rows) if (!held.has(pool)) await free(client, pool);
      await lookForLeases(client);
    } catch (error) {
      if (!closed) log.warn({ err: error }, 'could not look for work of processes that ended');
    } finally {
      looking = false;
    }
  }

  async function lookForLeases(on: pg.Client): Promise<void> {
    const gone = new Set<string>();
    for (const id of await processes.others()) if (await isDead(on, id)) gone.add(id);
    for (const id of gone) if (suspected.has(id)) await processes.giveBack(id);
    suspected = gone;
  }

  async function isDead(on: pg.Client, id: string): Promise<boolean> {
    const { rows } = await on.query<{ dead: boolean }>(`select pg_try_advisory_lock(${KEY}) as dead`, [id]);
    if (!rows[0]?.dead) return false;
    await on.query(`select pg_advisory_unlock(${KEY})`, [id]);
    return true;
  }

  async function free(on: pg.Client, pool: string): Promise<void> {
    const { rows } = await on.query<{ dead: boolean }>(`select pg_try_advisory_lock(${KEY}) as dead`, [pool]);
    if (!rows[0]?.dead) return;
    try {
      await on.query('select graphile_worker.force_unlock_workers(array[$1])', [pool]);
      log.warn({ pool }, 'the work of a process that ended is taken over');
    } finally {
      await on.query(`select pg_advisory_unlock(${KEY})`, [pool]);
    }
  }

  return {
    async hold(pool) {
      held.add(pool);
      await lock(client, pool);
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await client.end().catch(() => {});
    },
  };
}

const KEY = `hashtextextended('sandmill alive ' || $1, 0)`;

/** Waits, for another process may hold it for the moment in which it looks who lives. */
async function lock(client: pg.Client, name: string): Promise<void> {
  await client.query(`select pg_advisory_lock(${KEY})`, [name]);
}
