import { Worker } from 'node:worker_threads';
import type { Row } from './db.ts';

export interface AppendThread {
  /** Inserts the rows in one transaction and resolves when it is on the disk. */
  insert(sql: string, rows: readonly Row[]): Promise<void>;
  close(): Promise<void>;
}

export interface AppendJob {
  sql: string;
  rows: readonly Row[];
}

/** null when the rows are on the disk */
export type AppendAnswer = null | { message: string; code: string };

/**
 * A second connection on a thread of its own, for the doors: while a burst is written and synced to the disk, the event
 * loop goes on checking signatures. One job at a time; the caller's mutex keeps it apart from the other writer.
 */
export function createAppendThread(path: string): AppendThread {
  let thread: Worker | undefined;
  let waiting: { resolve: () => void; reject: (error: Error) => void } | undefined;

  function settle(error: Error | null): void {
    const job = waiting;
    waiting = undefined;
    if (error) job?.reject(error);
    else job?.resolve();
    // between two jobs nothing keeps the process alive
    thread?.unref();
  }

  function start(): Worker {
    const started = new Worker(new URL('./sqlite-append-thread.ts', import.meta.url), { workerData: { path } });
    started.on('message', (answer: AppendAnswer) =>
      settle(answer && Object.assign(new Error(answer.message), { code: answer.code })),
    );
    started.on('error', (error) => settle(error instanceof Error ? error : new Error(String(error))));
    started.on('exit', () => {
      if (thread === started) thread = undefined;
      settle(new Error('the thread that appends to the database ended'));
    });
    return started;
  }

  return {
    insert: (sql, rows) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        thread ??= start();
        thread.ref();
        thread.postMessage({ sql, rows } satisfies AppendJob);
      }),
    close: async () => {
      await thread?.terminate();
    },
  };
}
