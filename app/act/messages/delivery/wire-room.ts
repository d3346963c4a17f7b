import type { Database } from '../../../platform/db/db.ts';

/** As many as the transport keeps connections. */
const LEAST = 5;
/**
 * More would wait in the transport with their lease running, and be uncertain after a crash; fewer, and the wire would wait
 * for the next to be begun, which takes longer where the database is another process.
 */
const AHEAD = { sqlite: { most: 40, ms: 60 }, postgres: { most: 200, ms: 250 } };
const SLOW_MS = 1000;
const WEIGHT = 0.2;

export interface WireRoom {
  /** a mail of this way has been answered */
  answered(way: string): void;
  /** how many may be begun now, when so many are under way; 0: wait for the next answer */
  of(way: string, under: number): number;
}

/**
 * How many mails are begun at a time. A quick server is given them by the dozen, which share a commit; a slow one gets no
 * more than it has connections for, so that few are uncertain if the process dies.
 * @param stopwatch milliseconds, for measuring only
 */
export function createWireRoom(
  dialect: Database['dialect'],
  stopwatch: () => number = () => performance.now(),
): WireRoom {
  const ahead = AHEAD[dialect];
  const ways = new Map<string, { at: number; everyMs: number }>();
  return {
    answered(way) {
      const at = stopwatch();
      const known = ways.get(way);
      const since = Math.min(SLOW_MS, known ? at - known.at : SLOW_MS);
      const everyMs = known ? known.everyMs * (1 - WEIGHT) + since * WEIGHT : since;
      ways.set(way, { at, everyMs });
    },
    of(way, under) {
      const everyMs = Math.max(ways.get(way)?.everyMs ?? SLOW_MS, 1);
      const most = Math.min(ahead.most, Math.max(LEAST, Math.floor(ahead.ms / everyMs)));
      // a few at a time would cost a commit each
      return under <= Math.max(LEAST - 1, most / 2) ? most - under : 0;
    },
  };
}
