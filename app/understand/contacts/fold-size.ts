import type { Database } from '../../platform/db/db.ts';

/**
 * A fold has its price before the first fact: some twenty statements. SQLite works inside the process, where the doors
 * wait for it; on PostgreSQL only the shop's own fold does, and a round trip costs more than many rows.
 */
const LEAST = { sqlite: 30, postgres: 100 };
const MOST = 500;
const TARGET_MS = { sqlite: 40, postgres: 150 };
const TARGET_UNDER_PRESSURE_MS = { sqlite: 10, postgres: 100 };

/** How many facts a transaction takes: learnt from what the last ones cost. */
export function createFoldSize(dialect: Database['dialect']) {
  let msOfFact = 0.2;
  return {
    next(underPressure: boolean): number {
      const target = (underPressure ? TARGET_UNDER_PRESSURE_MS : TARGET_MS)[dialect];
      return Math.min(MOST, Math.max(LEAST[dialect], Math.round(target / msOfFact)));
    },
    /** small batches are all overhead and would teach that facts are dear */
    took(ms: number, facts: number): void {
      if (facts >= LEAST[dialect]) msOfFact = Math.max(0.02, msOfFact * 0.8 + (ms / facts) * 0.2);
    },
  };
}
