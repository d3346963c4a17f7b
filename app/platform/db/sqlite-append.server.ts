import type { Row } from './db.ts';
import { createJobThread } from './job-thread.ts';

export interface AppendJob {
  sql: string;
  rows: readonly Row[];
}

/**
 * A second connection on a thread of its own, for the doors: while a burst is written and synced to the disk, the event
 * loop goes on checking signatures. One job at a time; the caller's mutex keeps it apart from the other writers.
 */
export function createAppendThread(path: string) {
  return createJobThread<AppendJob>(new URL('./sqlite-append-thread.ts', import.meta.url), { path });
}
