import { type Clock, SECOND } from '../../clock/clock.ts';
import type { Log } from '../../log/log.ts';
import type { Wake } from '../worker.ts';

/** A job that will wake a kind of work of a shop. */
export interface WakeJob {
  kind: string;
  shop: string;
  at: number;
  /** jobs of one key are one job while none of them has begun */
  key: string;
}

export interface WakeBuffer {
  wake: Wake;
  /** sends what is waiting now, and what waits for an instant that is near */
  flush(): Promise<void>;
  empty(): boolean;
}

interface Options {
  clock: Clock;
  log: Log;
  /** @returns keys of the jobs that are kept; the others are sent again */
  send: (jobs: readonly WakeJob[]) => Promise<ReadonlySet<string>>;
}

/** A door may wake the same work a thousand times a second: one job is sent for all of them. */
const GATHER_MS = 50;
/** Instants as near as this are waited for here: a job a hundred milliseconds ahead is not worth its row. */
const NEAR_MS = SECOND;
/** What is due later than this is left to the sweep, which comes every minute and reads the rows. */
export const HORIZON_MS = 75 * SECOND;
const MOST_JOBS = 1000;
const RETRY_MS = 500;

/**
 * Gathers wakes and sends them as few jobs. A wake for now and one for later are different jobs, each second its own, for
 * one job can carry one instant only: a later wake must not put off an earlier one, nor an earlier one be dropped because
 * a later one is known.
 */
export function createWakeBuffer({ clock, log, send }: Options): WakeBuffer {
  const waiting = new Map<string, WakeJob>();
  const near = new Map<string, { at: number; timer: NodeJS.Timeout }>();
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();

  function put(kind: string, shop: string, at: number, key: string): void {
    const known = waiting.get(key);
    if (!known || at < known.at) waiting.set(key, { kind, shop, at, key });
    timer ??= setTimeout(() => void flushWaiting(), GATHER_MS);
  }

  function waitFor(kind: string, shop: string, at: number): void {
    const key = `${kind}:${shop}`;
    const known = near.get(key);
    if (known && known.at <= at) return;
    clearTimeout(known?.timer);
    const ring = () => {
      near.delete(key);
      put(kind, shop, at, key);
    };
    near.set(key, { at, timer: setTimeout(ring, Math.max(0, at - clock.now())) });
  }

  const wake: Wake = (kind, shop, at) => {
    const ahead = at - clock.now();
    if (ahead > HORIZON_MS) return;
    if (ahead > NEAR_MS) put(kind, shop, at, `${kind}:${shop}@${Math.ceil(at / SECOND)}`);
    else if (ahead > 0) waitFor(kind, shop, at);
    else put(kind, shop, at, `${kind}:${shop}`);
  };

  function flushWaiting(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    sending = sending.then(sendAll, sendAll);
    return sending;
  }

  async function sendAll(): Promise<void> {
    const jobs = [...waiting.values()].slice(0, MOST_JOBS);
    if (jobs.length === 0) return;
    for (const job of jobs) waiting.delete(job.key);
    let kept: ReadonlySet<string> = new Set();
    let delay = 0;
    try {
      kept = await send(jobs);
    } catch (error) {
      delay = RETRY_MS;
      log.warn({ err: error, jobs: jobs.length }, 'wakes could not be sent, they are sent again');
    }
    for (const job of jobs) if (!kept.has(job.key) && !waiting.has(job.key)) waiting.set(job.key, job);
    if (waiting.size > 0) timer ??= setTimeout(() => void flushWaiting(), delay);
  }

  return {
    wake,
    async flush() {
      for (const [key, { at, timer: ring }] of near) {
        clearTimeout(ring);
        const split = key.indexOf(':');
        put(key.slice(0, split), key.slice(split + 1), at, key);
      }
      near.clear();
      await flushWaiting();
      clearTimeout(timer);
      timer = undefined;
    },
    empty: () => waiting.size === 0 && [...near.values()].every(({ at }) => at > clock.now()),
  };
}
