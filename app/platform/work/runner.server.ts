import type { Clock } from '../clock/clock.ts';
import type { Log } from '../log/log.ts';
import type { Wake, Worker } from './worker.ts';

export interface Runner {
  wake: Wake;
  start(): void;
  /** ends after the slice that is running */
  stop(): Promise<void>;
  /** runs everything that is due until nothing is, without timers; for commands and tests */
  drain(): Promise<void>;
  /** the instant of the oldest work that is overdue, for health and the Home page; null when there is none */
  oldestDue(): number | null;
  /** nothing is running and nothing is due now */
  idle(): boolean;
}

interface Options {
  clock: Clock;
  log: Log;
  workers: readonly Worker[];
  /** kinds to wake when a kind has done something: the way of the data, in one place */
  wakes?: Readonly<Record<string, readonly string[]>>;
  /** milliseconds to give way to the doors after a slice that took `sliceMs` */
  rest?: (sliceMs: number) => number;
}

const TICK_MS = 200;
const SWEEP_MS = 15_000;
const BACK_OFF_MS = [1000, 5000, 30_000, 60_000];

/** The waking of one process: due work in the order of its due time, one slice at a time, by a timer. */
export function createRunner({ clock, log, workers, wakes = {}, rest = () => 0 }: Options): Runner {
  const byKind = new Map(workers.map((worker) => [worker.kind, worker]));
  /** `kind shop` → when. Order of insertion breaks ties, so that no shop starves another. */
  const due = new Map<string, number>();
  const failures = new Map<string, number>();
  let stopped = true;
  let busy = false;
  let loop: Promise<void> = Promise.resolve();
  let awake: (() => void) | undefined;

  const wake: Wake = (kind, shop, at) => {
    if (!byKind.has(kind)) return;
    const key = `${kind} ${shop}`;
    const known = due.get(key);
    if (known !== undefined && known <= at) return;
    due.set(key, at);
    if (at <= clock.now()) awake?.();
  };

  function earliest(): [string, number] | undefined {
    let best: [string, number] | undefined;
    for (const entry of due) if (!best || entry[1] < best[1]) best = entry;
    return best;
  }

  async function runNext(): Promise<boolean> {
    const next = earliest();
    if (!next || next[1] > clock.now()) return false;
    const [key] = next;
    due.delete(key);
    const [kind = '', shop = ''] = key.split(' ');
    const worker = byKind.get(kind);
    if (!worker) return true;
    busy = true;
    try {
      const again = await worker.run(shop);
      failures.delete(key);
      // behind the others that are due now
      if (again !== null) wake(kind, shop, Math.max(again, clock.now()));
      for (const follower of wakes[kind] ?? []) wake(follower, shop, clock.now());
    } catch (error) {
      const count = failures.get(key) ?? 0;
      failures.set(key, count + 1);
      const delay = BACK_OFF_MS[Math.min(count, BACK_OFF_MS.length - 1)] ?? 60_000;
      log.error({ err: error, kind, shop, attempt: count + 1 }, 'work failed, it is tried again');
      due.set(key, clock.now() + delay);
    } finally {
      busy = false;
    }
    return true;
  }

  async function sweep(): Promise<void> {
    for (const worker of workers) {
      try {
        for (const { shop, at } of await worker.pending()) wake(worker.kind, shop, at);
      } catch (error) {
        log.error({ err: error, kind: worker.kind }, 'could not look for work');
      }
    }
  }

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      awake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function run(): Promise<void> {
    let swept = Number.NEGATIVE_INFINITY;
    while (!stopped) {
      if (performance.now() - swept > SWEEP_MS) {
        swept = performance.now();
        await sweep();
      }
      const started = performance.now();
      const worked = await runNext();
      if (stopped) break;
      if (!worked) {
        // short, because the clock may be moved under us
        await pause(TICK_MS);
        continue;
      }
      const restMs = rest(performance.now() - started);
      if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
      else await new Promise((resolve) => setImmediate(resolve));
    }
  }

  return {
    wake,
    start() {
      if (!stopped) return;
      stopped = false;
      loop = run();
    },
    async stop() {
      stopped = true;
      awake?.();
      await loop;
    },
    async drain() {
      await sweep();
      while (await runNext());
    },
    oldestDue() {
      const next = earliest();
      return next && next[1] < clock.now() ? next[1] : null;
    },
    idle() {
      const next = earliest();
      return !busy && (next === undefined || next[1] > clock.now());
    },
  };
}
