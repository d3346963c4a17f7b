import { Temporal } from 'temporal-polyfill';

/** `2026-01-31`, `2026/01/31 10:20`, `2026-01-31T10:20:30.5Z`, `2026-01-31 10:20:30 +0100` */
const WRITTEN =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;

export type ReadInstant = (text: string) => number | null;

const LONGEST_MEMORY = 5000;

/**
 * Reads instants as files write them; null for what is none, or could be two (is 03/04 in March or in April?).
 * A day is its first instant in the zone, and a time without an offset is told by a clock in the zone.
 */
export function createReadInstant(zone: string): ReadInstant {
  // files name the same day again and again, and zones are slow
  const days = new Map<string, number>();

  function startOf(day: string): number {
    let at = days.get(day);
    if (at === undefined) {
      at = Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
      if (days.size >= LONGEST_MEMORY) days.clear();
      days.set(day, at);
    }
    return at;
  }

  return (text) => {
    const match = WRITTEN.exec(text.trim());
    if (!match) return null;
    const [, year = '', month = '', date = '', hour, minute = '00', second = '00', fraction = '', offset] = match;
    const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    try {
      if (hour === undefined) return startOf(day);
      const time = `${hour.padStart(2, '0')}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}`;
      if (offset === undefined) {
        return Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).epochMilliseconds;
      }
      const at = Date.parse(`${day}T${time}${offsetOf(offset)}`);
      // Date takes the 31st of February for the 3rd of March
      return Number.isNaN(at) || !isDay(+year, +month, +date) ? null : at;
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  };
}

function offsetOf(written: string): string {
  if (/^(z|utc)$/i.test(written)) return 'Z';
  return written.includes(':') ? written : `${written.slice(0, 3)}:${written.slice(3)}`;
}

function isDay(year: number, month: number, date: number): boolean {
  return month >= 1 && month <= 12 && date >= 1 && date <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
