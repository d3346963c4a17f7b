import type { Row } from './db.ts';

/**
 * Gathers rows that arrive while a commit is on its way and commits them together; each promise resolves when its own
 * row is on the disk. Turns one disk sync a request into one for a burst.
 */
export function groupCommit(
  append: (rows: readonly Row[]) => Promise<void>,
  maxRows = 500,
): (row: Row) => Promise<void> {
  interface Waiting {
    row: Row;
    resolve: () => void;
    reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let running = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxRows);
      waiting = waiting.slice(maxRows);
      try {
        await append(batch.map((entry) => entry.row));
        for (const entry of batch) entry.resolve();
      } catch (error) {
        for (const entry of batch) entry.reject(error);
      }
    }
    running = false;
  }

  return (row) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ row, resolve, reject });
      if (running) return;
      running = true;
      // after the requests that arrived in the same turn of the event loop have been read
      setImmediate(() => void drain());
    });
}
