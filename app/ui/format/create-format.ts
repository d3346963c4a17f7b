// Numbers, money and time as a merchant reads them. Pure: "now" and the zone are arguments.
import { DAY, HOUR, MINUTE } from '../../platform/clock/clock.ts';
import { formatMoney } from '../../platform/money.ts';

export interface Format {
  currency: string;
  number(value: number): string;
  /** with its sign: +12, −3 */
  change(value: number): string;
  /** a share of 0 to 1 */
  percent(share: number): string;
  /** minor units, in the shop's currency unless another is named */
  money(minor: number, currency?: string | null): string;
  /** 3 Nov 2026 */
  day(instant: number): string;
  /** 3 Nov 2026, 14:05 */
  moment(instant: number): string;
  /** 14:05 */
  time(instant: number): string;
  /** "5 minutes ago", "yesterday", "3 weeks ago" */
  ago(instant: number): string;
  /** "90 minutes", "2 days" */
  duration(milliseconds: number): string;
}

const SPANS = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['week', 7 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const;

const made = new Map<string, ReturnType<typeof makeFormatters>>();
/** languages times zones of the shops that one process serves; more than that begins anew */
const MOST_MADE = 500;

/** Making them costs more than drawing a row, and every row of a table asks for them. */
function formattersOf(locale: string, timeZone: string) {
  const key = `${locale} ${timeZone}`;
  const known = made.get(key);
  if (known) return known;
  if (made.size >= MOST_MADE) made.clear();
  const fresh = makeFormatters(locale, timeZone);
  made.set(key, fresh);
  return fresh;
}

function makeFormatters(locale: string, timeZone: string) {
  return {
    // Italian leaves the point out of four digits: a column of numbers wants it in all of them or in none
    number: new Intl.NumberFormat(locale, { useGrouping: 'always' }),
    change: new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', useGrouping: 'always' }),
    percent: new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
    day: new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' }),
    time: new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hour12: false }),
    relative: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
  };
}

export function createFormat(of: { locale: string; currency: string; timezone: string; now: number }): Format {
  const { locale } = of;
  const { number, change, percent, day, time, relative } = formattersOf(locale, of.timezone);

  return {
    currency: of.currency,
    number: (value) => number.format(value),
    change: (value) => change.format(value),
    percent: (share) => percent.format(share),
    money: (minor, currency) => formatMoney(minor, currency ?? of.currency, locale),
    day: (instant) => day.format(instant),
    moment: (instant) => `${day.format(instant)}, ${time.format(instant)}`,
    time: (instant) => time.format(instant),
    ago(instant) {
      const past = of.now - instant;
      const span = SPANS.find(([, size]) => Math.abs(past) >= size);
      return span ? relative.format(-Math.round(past / span[1]), span[0]) : relative.format(0, 'second');
    },
    duration(milliseconds) {
      // the largest unit that says it exactly, else hours above two days and minutes below
      const spans = SPANS.slice(3);
      const [unit, size] =
        spans.find((span) => milliseconds >= span[1] && milliseconds % span[1] === 0) ??
        (milliseconds >= 2 * DAY ? spans[1] : spans[2]) ??
        SPANS[5];
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: 'long',
        maximumFractionDigits: 1,
      }).format(milliseconds / size);
    },
  };
}
