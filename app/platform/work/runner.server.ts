import type { Processes } from './processes.server.ts';
import type { Runner } from './runner.ts';
import { createSlices, type SlicesOptions } from './slices.ts';
import type { Wake } from './worker.ts';

export interface ProcessRunner extends Runner {
  /** runs everything that is due until nothing is, without timers; for commands and tests */
  drain(): Promise<void>;
}

interface Options extends SlicesOptions {
  /** milliseconds to give way to the doors after a slice that took `sliceMs` */
  rest?: (sliceMs: number) => number;
  processes?: Processes;
}

const TICK_MS = 200;
const SWEEP_MS = 15_000;

/** The waking of one process: due work in the order of its due time, one slice at a time, by a timer. */
export function createRunner({ rest = () => 0, processes, ...options }: Options): ProcessRunner {
  const { clock } = options;
  /** `kind shop` → when. Order of insertion breaks ties, so that no shop starves another. */
  const due = new Map<string, number>();
  let stopped = true;
  let busy = false;
  let loop: Promise<void> = Promise.resolve();
  let awake: (() => void) | undefined;

  const wake: Wake = (kind, shop, at) => {
    if (!slices.knows(kind)) return;
    const key = `${kind} ${shop}`;
    const known = due.get(key);
    if (known !== undefined && known <= at) return;
    due.set(key, at);
    if (at <= clock.now()) awake?.();
  };
  const slices = createSlices(options, wake);

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
    busy = true;
    try {
      const again = await slices.run(kind, shop);
      // behind the others that are due now
      if (again !== null) wake(kind, shop, Math.max(again, clock.now()));
    } finally {
      busy = false;
    }
    return true;
  }

  async function sweep(): Promise<void> {
    for (const { kind, shop, at } of await slices.pending()) wake(kind, shop, at);
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
    async start() {
      if (!stopped) return;
      stopped = false;
      await processes?.begin();
      // there is one process on SQLite: whatever another one holds, it is gone
      for (const gone of (await processes?.others()) ?? []) await processes?.giveBack(gone);
      loop = run();
    },
    async stop() {
      stopped = true;
      awake?.();
      await loop;
    },
    running: () => slices.running(),
    async drain() {
      await sweep();
      while (await runNext());
    },
    async idle() {
      const next = earliest();
      return !busy && (next === undefined || next[1] > clock.now());
    },
  };
}
