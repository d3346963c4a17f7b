import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock/clock.ts';

export interface FreshCache<V> {
  /** the value at once while it is fresh, else a promise that all askers share */
  get(key: string): V | Promise<V>;
  drop(key: string): void;
  clear(): void;
}

interface Options<V> {
  clock: Clock;
  /** a value is kept for this long at most; a little less for most, so that what was read together is not read together again */
  ttlMs: number;
  max: number;
  load: (key: string) => Promise<V>;
}

interface Entry<V> {
  /** the instant it was read */
  at: number;
  keptMs: number;
  value: V;
}

/** Share of its time that a value may lose. */
const SPREAD = 0.4;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Keeps what was read for a short time; many who ask at once cause one read. A failed read is not kept. */
export function createFreshCache<V>({ clock, ttlMs, max, load }: Options<V>): FreshCache<V> {
  const entries = new LRUCache<string, Entry<V>>({ max });
  const reading = new Map<string, Promise<V>>();

  let count = 0;

  /** Evenly spread without chance: the first value is kept for the whole time. */
  const keptMs = () => ttlMs * (1 - SPREAD * ((count++ * GOLDEN) % 1));

  async function read(key: string): Promise<V> {
    const at = clock.now();
    try {
      const value = await load(key);
      // dropped meanwhile: what was read may already be old
      if (reading.has(key)) entries.set(key, { at, keptMs: keptMs(), value });
      return value;
    } finally {
      reading.delete(key);
    }
  }

  return {
    get(key) {
      const entry = entries.get(key);
      const age = entry ? clock.now() - entry.at : 0;
      if (entry && age >= 0 && age < entry.keptMs) return entry.value;
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
    clear() {
      entries.clear();
      reading.clear();
    },
  };
}
