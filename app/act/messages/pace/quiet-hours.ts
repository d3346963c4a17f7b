// Hours in which nobody is written to. Pure.
import { hourOf, nextAtHour } from '../../../platform/clock/zones.ts';

/** From one full hour of the day to another, over midnight where the second is the smaller one. Two equal ones: never. */
export interface QuietHours {
  from: number;
  to: number;
}

/** When the quiet ends that holds at an instant; null when it does not. */
export function quietUntil(instant: number, { from, to }: QuietHours, zone: string): number | null {
  const hour = hourOf(instant, zone);
  const isQuiet = from < to ? hour >= from && hour < to : from > to && (hour >= from || hour < to);
  return isQuiet ? nextAtHour(instant, to, zone) : null;
}
