import type { Clock } from '../clock/clock.ts';
import type { Log } from '../log/log.ts';
import type { Wake, Worker } from './worker.ts';

/** What a slice cost, for whoever measures. */
export interface SliceReport {
  kind: string;
  seconds: number;
  failed: boolean;
}

export interface SlicesOptions {
  clock: Clock;
  log: Log;
  workers: readonly Worker[];
  /** kinds to wake when a kind has done something: the way of the data, in one place */
  wakes?: Readonly<Record<string, readonly string[]>> | undefined;
  onSlice?: ((report: SliceReport) => void) | undefined;
}

const BACK_OFF_MS = [1000, 5000, 30_000, 60_000];

/**
 * Runs one slice of one kind for one shop, wakes the kinds behind it, and says when to come again: after a failure later
 * and later, so that a broken shop costs little.
 */
export function createSlices({ clock, log, workers, wakes = {}, onSlice }: SlicesOptions, wake: Wake) {
  const byKind = new Map(workers.map((worker) => [worker.kind, worker]));
  const failures = new Map<string, number>();
  const running: string[] = [];

  return {
    knows: (kind: string) => byKind.has(kind),
    running: () => [...running],
    /** @returns the instant to come again, null for "when woken" */
    async run(kind: string, shop: string): Promise<number | null> {
      const worker = byKind.get(kind);
      if (!worker) return null;
      const key = `${kind} ${shop}`;
      const started = performance.now();
      const report = (failed: boolean) => onSlice?.({ kind, seconds: (performance.now() - started) / 1000, failed });
      running.push(kind);
      try {
        const again = await worker.run(shop);
        failures.delete(key);
        report(false);
        for (const follower of wakes[kind] ?? []) wake(follower, shop, clock.now());
        return again;
      } catch (error) {
        const count = failures.get(key) ?? 0;
        failures.set(key, count + 1);
        report(true);
        log.error({ err: error, kind, shop, attempt: count + 1 }, 'work failed, it is tried again');
        return clock.now() + (BACK_OFF_MS[Math.min(count, BACK_OFF_MS.length - 1)] ?? 60_000);
      } finally {
        running.splice(running.indexOf(kind), 1);
      }
    },
    /** Asks every kind what there is. One that cannot tell does not hold up the others. */
    async pending(): Promise<{ kind: string; shop: string; at: number }[]> {
      const all: { kind: string; shop: string; at: number }[] = [];
      for (const { kind, pending } of workers) {
        try {
          for (const { shop, at } of await pending()) all.push({ kind, shop, at });
        } catch (error) {
          log.error({ err: error, kind }, 'could not look for work');
        }
      }
      return all;
    },
  };
}
