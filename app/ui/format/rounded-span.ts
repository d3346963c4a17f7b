import { DAY, HOUR } from '../../platform/clock/clock.ts';

/** A length of time as whole days, below one as whole hours, so that it is said in one plain number. */
export function roundedSpan(milliseconds: number): number {
  const unit = milliseconds >= DAY ? DAY : HOUR;
  return Math.max(1, Math.round(milliseconds / unit)) * unit;
}
