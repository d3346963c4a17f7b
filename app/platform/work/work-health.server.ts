import { type Clock, MINUTE } from '../clock/clock.ts';
import type { Log } from '../log/log.ts';
import type { Worker } from './worker.ts';

/** How far one kind of work is behind. */
export interface Behind {
  kind: string;
  /** the instant since when its oldest row is due */
  since: number;
  /** milliseconds */
  age: number;
}

export interface WorkHealth {
  /** Kinds of a shop's work that are overdue, the longest first, and whether one of them has stalled. */
  ofShop(shop: string): Promise<{ behind: Behind[]; stalled: boolean }>;
  /** The same over all shops: the oldest of each kind. */
  ofAll(): Promise<Behind[]>;
}

/** Due for longer than this, and a merchant is told. */
export const STALLED_MS = 5 * MINUTE;

/** Asking walks through the queues of all shops: whoever asks within this time shares the answer. */
const FRESH_MS = 2000;

interface Options {
  clock: Clock;
  log: Log;
  workers: readonly Pick<Worker, 'kind' | 'pending'>[];
}

/** Tells from the rows themselves how far the work is behind, so that it also tells when no worker runs at all. */
export function createWorkHealth({ clock, log, workers }: Options): WorkHealth {
  let asked: { at: number; answer: Promise<Map<string, Behind[]>> } | undefined;

  async function look(): Promise<Map<string, Behind[]>> {
    const byShop = new Map<string, Behind[]>();
    for (const { kind, pending } of workers) {
      const now = clock.now();
      const rows = await pending().catch((error: unknown) => {
        log.error({ err: error, kind }, 'could not tell how far work is behind');
        return [];
      });
      const oldest = new Map<string, number>();
      for (const { shop, at } of rows) if (at < now) oldest.set(shop, Math.min(at, oldest.get(shop) ?? at));
      for (const [shop, since] of oldest) {
        const behind = byShop.get(shop) ?? [];
        behind.push({ kind, since, age: now - since });
        byShop.set(shop, behind);
      }
    }
    return byShop;
  }

  function latest(): Promise<Map<string, Behind[]>> {
    const now = clock.now();
    if (!asked || Math.abs(now - asked.at) > FRESH_MS) asked = { at: now, answer: look() };
    return asked.answer;
  }

  return {
    async ofShop(shop) {
      const behind = ((await latest()).get(shop) ?? []).toSorted((a, b) => b.age - a.age);
      return { behind, stalled: behind.some(({ age }) => age > STALLED_MS) };
    },
    async ofAll() {
      const oldest = new Map<string, Behind>();
      for (const one of [...(await latest()).values()].flat()) {
        const known = oldest.get(one.kind);
        if (!known || one.since < known.since) oldest.set(one.kind, one);
      }
      return [...oldest.values()].sort((a, b) => b.age - a.age);
    },
  };
}
