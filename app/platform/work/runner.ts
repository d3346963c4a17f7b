import type { Wake } from './worker.ts';

/** What wakes the workers: a timer in one process, or graphile-worker between many. */
export interface Runner {
  wake: Wake;
  start(): Promise<void>;
  /** takes nothing more, and resolves when what is running has ended */
  stop(): Promise<void>;
  /** kinds of the slices that are running */
  running(): readonly string[];
  /** nothing is running and nothing is due now, as far as this runner knows */
  idle(): Promise<boolean>;
}
