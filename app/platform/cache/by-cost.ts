import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock/clock.ts';

export interface CostCache<V> {
  get(key: string): Promise<V>;
  drop(key: string): void;
}

interface Options<V> {
  clock: Clock;
  max: number;
  load: (key: string) => Promise<V>;
  /** milliseconds, for measuring only */
  stopwatch?: () => number;
}

/** What is read faster than this is never kept: a small shop sees every figure as it is now. */
const CHEAP_MS = 10;
/** A figure is kept for so many times as long as it took, so that reading it never takes more than a hundredth of the time. */
const TIMES = 100;
const LONGEST_MS = 60_000;

/** Keeps a value the longer, the more it costs to read. Many who ask at once cause one read; a failed read is not kept. */
export function createCostCache<V>({
  clock,
  max,
  load,
  stopwatch = () => performance.now(),
}: Options<V>): CostCache<V> {
  const entries = new LRUCache<string, { at: number; keptMs: number; value: V }>({ max });
  const reading = new Map<string, Promise<V>>();

  async function read(key: string): Promise<V> {
    const at = clock.now();
    const started = stopwatch();
    try {
      const value = await load(key);
      const took = stopwatch() - started;
      // dropped meanwhile: what was read may already be old
      if (took >= CHEAP_MS && reading.has(key)) {
        entries.set(key, { at, keptMs: Math.min(took * TIMES, LONGEST_MS), value });
      }
      return value;
    } finally {
      reading.delete(key);
    }
  }

  return {
    get(key) {
      const entry = entries.get(key);
      const age = entry ? clock.now() - entry.at : 0;
      if (entry && age >= 0 && age < entry.keptMs) return Promise.resolve(entry.value);
      let promise = reading.get(key);
      if (!promise) {
        promise = read(key);
        reading.set(key, promise);
      }
      return promise;
    },
    drop(key) {
      entries.delete(key);
      reading.delete(key);
    },
  };
}
