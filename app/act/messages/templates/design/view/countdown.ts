import { LRUCache } from 'lru-cache';
import { Temporal } from 'temporal-polyfill';
import type { MailLocale } from '../../words.ts';

/** The instant of a wall clock's day and hour in a zone; of two, the earlier (where clocks go back). */
export function instantOf(wall: string, zone: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds;
}

/** `24 December 2026 at 18:00`; `24 dicembre 2026 alle ore 18:00` */
export const inWords = (instant: number, zone: string, locale: MailLocale): string =>
  formatOf(locale, zone, 'moment').format(instant);

export const todayIn = (now: number, zone: string, locale: MailLocale): { today: string; year: string } => ({
  today: formatOf(locale, zone, 'day').format(now),
  year: formatOf(locale, zone, 'year').format(now),
});

const SHAPES = {
  moment: { dateStyle: 'long', timeStyle: 'short' },
  day: { dateStyle: 'long' },
  year: { year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

// making one costs a hundred times as much as using it
const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: 300 });

function formatOf(locale: MailLocale, zone: string, shape: keyof typeof SHAPES): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${shape}`;
  const language = locale === 'it' ? 'it-IT' : 'en-GB';
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language, { ...SHAPES[shape], timeZone: zone });
  formats.set(key, known);
  return known;
}
