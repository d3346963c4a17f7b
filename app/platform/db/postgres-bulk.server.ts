import type { Bulk } from './bulk.ts';
import { createJobThread, type JobThread } from './job-thread.ts';

export interface BulkJob {
  bulk: Bulk;
  lock?: string | undefined;
}

/**
 * A connection on a thread of its own for very many rows. Writing them is a talk of many short turns; where the next
 * rows are read meanwhile, each turn would wait until the event loop is free, and PostgreSQL with it.
 */
export function createBulkThread(url: string): JobThread<BulkJob> {
  return createJobThread<BulkJob>(new URL('./postgres-bulk-thread.ts', import.meta.url), { url });
}
