import { Temporal } from 'temporal-polyfill';
import type { MailLocale } from '../../words.ts';

/** The instant of a wall clock's day and hour in a zone; of two, the earlier (where clocks go back). */
export function instantOf(wall: string, zone: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds;
}

/** `24 December 2026 at 18:00`; `24 dicembre 2026 alle ore 18:00` */
export function inWords(instant: number, zone: string, locale: MailLocale): string {
  const format = new Intl.DateTimeFormat(locale === 'it' ? 'it-IT' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: zone,
  });
  return format.format(instant);
}
