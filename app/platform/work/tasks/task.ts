import type { Trx } from '../../db/db.ts';

/** Long or periodic work of a shop as its worker sees it. */
export interface Task {
  shop: string;
  id: string;
  kind: string;
  /** how far it has come, in the words of its kind; null at the start */
  cursor: string | null;
  doneCount: number;
  totalCount: number | null;
  attempts: number;
}

/** One slice of a task, still to be written: what it changes and how far it has come are committed together. */
export interface TaskSlice {
  /** inside the transaction that also saves the cursor */
  write?: (trx: Trx) => Promise<void>;
  /** the lock of that transaction */
  lock?: string;
  cursor: string | null;
  doneCount: number;
  totalCount?: number | null;
  /** nothing is left to do */
  ended: boolean;
  /** not before this instant goes it on; at once by default */
  dueAt?: number;
  /** what the merchant should know of the outcome */
  reason?: string;
}

/** Does the reading of a slice outside any transaction (it may take seconds), and says what to write. */
export type TaskHandler = (task: Task) => Promise<TaskSlice>;

/** The task cannot go on, and trying again does not help: the message tells the merchant what to do. */
export class TaskRefused extends Error {
  override name = 'TaskRefused';
}
