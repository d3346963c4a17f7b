const SMALLEST = 5;
const LARGEST = 200;

/** milliseconds that a slice may take; while the doors are busy each of their commits waits for it */
const TARGET_MS = 40;
const TARGET_UNDER_PRESSURE_MS = 8;

/** How many deliveries a slice takes: learnt from what the last ones cost, because topics and machines differ. */
export function createBatchSize() {
  let msOfRow = 0.32;
  return {
    next(underPressure: boolean): number {
      const rows = Math.round((underPressure ? TARGET_UNDER_PRESSURE_MS : TARGET_MS) / msOfRow);
      return Math.min(LARGEST, Math.max(SMALLEST, rows));
    },
    took(ms: number, rows: number): void {
      if (rows < SMALLEST) return;
      msOfRow = Math.max(0.02, msOfRow * 0.8 + (ms / rows) * 0.2);
    },
  };
}
