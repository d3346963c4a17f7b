// Days and zones, pure. A day is a day in the shop's zone.
import { Temporal } from 'temporal-polyfill';

/** The calendar day (YYYY-MM-DD) of an instant in a zone. */
export function dayOf(instant: number, zone: string): string {
  return zoned(instant, zone).toPlainDate().toString();
}

/** The first instant of the day that holds `instant`, plus `days` days. */
export function startOfDay(instant: number, zone: string, days = 0): number {
  return zoned(instant, zone).startOfDay().add({ days }).startOfDay().epochMilliseconds;
}

/** The first instant of a calendar day. @throws RangeError when `day` is not YYYY-MM-DD */
export function startOfNamedDay(day: string, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

/** Whole calendar days from one instant to another, by the shop's wall calendar (DST does not count). */
export function calendarDaysBetween(from: number, to: number, zone: string): number {
  return zoned(from, zone).toPlainDate().until(zoned(to, zone).toPlainDate(), { largestUnit: 'day' }).days;
}

/** The instant of a wall clock (YYYY-MM-DDTHH:MM) in a zone; an hour that a change of clocks leaves out is the one after. */
export function instantOfWall(wall: string, zone: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;
}

/** What a wall clock (YYYY-MM-DDTHH:MM) in a zone shows at an instant. */
export function wallOf(instant: number, zone: string): string {
  return zoned(instant, zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** How far a zone is ahead of UTC at an instant: +01:00. */
export function offsetOf(instant: number, zone: string): string {
  return zoned(instant, zone).offset;
}

/** The hour of the day, 0 to 23. */
export function hourOf(instant: number, zone: string): number {
  return zoned(instant, zone).hour;
}

/** The first instant from `instant` on at which it is that full hour of a day. */
export function nextAtHour(instant: number, hour: number, zone: string): number {
  const from = zoned(instant, zone);
  for (const days of [0, 1, 2]) {
    const at = from.toPlainDate().add({ days }).toZonedDateTime({ timeZone: zone, plainTime: { hour } });
    if (at.epochMilliseconds >= instant) return at.epochMilliseconds;
  }
  return instant;
}

/** Whether the runtime knows this IANA zone. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function zoned(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}
