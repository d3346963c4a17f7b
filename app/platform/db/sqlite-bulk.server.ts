import type { Bulk } from './bulk.ts';
import { createJobThread } from './job-thread.ts';

/**
 * A connection on a thread of its own for very many rows: the next rows are read while these are written. One job at a
 * time; the caller's mutex keeps it apart from the other writers.
 */
export function createBulkThread(path: string) {
  return createJobThread<Bulk>(new URL('./sqlite-bulk-thread.ts', import.meta.url), { path });
}
