import type { Appender, Row } from './db.ts';

const MOST_ROWS = 500;

/**
 * Gathers rows that arrive while a commit is on its way and commits them together; each promise resolves when its own
 * row is on the disk. Turns one disk sync a request into one for a burst.
 */
export function groupCommit(append: Appender): (row: Row) => Promise<void> {
  interface Waiting {
    row: Row;
    resolve: () => void;
    reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let committing = 0;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_ROWS);
      waiting = waiting.slice(MOST_ROWS);
      try {
        await append(batch.map((entry) => entry.row));
        for (const entry of batch) entry.resolve();
      } catch (error) {
        for (const entry of batch) entry.reject(error);
      }
    }
    committing--;
  }

  return (row) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ row, resolve, reject });
      if (committing >= append.atOnce) return;
      committing++;
      // after the requests that arrived in the same turn of the event loop have been read
      setImmediate(() => void drain());
    });
}
