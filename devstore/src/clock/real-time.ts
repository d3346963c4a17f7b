/** What `preload.ts` leaves behind for the devstore, which must tell the shop's time from the real one. */
export interface ShiftedTime {
  realNow(): number;
  /** Reads the offset's file at once instead of at the next look. */
  refresh(): void;
}

export const SHIFTED_TIME = Symbol.for('devstore.shifted-time');

export function shiftedTime(): ShiftedTime | undefined {
  return (globalThis as { [SHIFTED_TIME]?: ShiftedTime })[SHIFTED_TIME];
}
