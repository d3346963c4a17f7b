// What was told of an attribute, as a number where it is one. Pure; it does not ask of which type the attribute is, so that
// one declared later needs no look at old facts.

/** Names of columns and labels as one key: `Shoe size` and `shoe-size` are the same attribute. */
export function attributeKey(name: string): string {
  return name
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
}

export const LONGEST_VALUE = 500;

const YES = new Set(['yes', 'true', 'si', 'sì', 'vero']);
const NO = new Set(['no', 'false', 'falso']);

/** Numbers as they are, dates as days since 1970, yes and no as 1 and 0; null for what is none of these. */
export function attributeNumber(value: string): number | null {
  const text = value.trim().toLowerCase();
  if (YES.has(text)) return 1;
  if (NO.has(text)) return 0;
  const day = dayNumber(text);
  if (day !== null) return day;
  const number = writtenNumber(text);
  return number === null ? null : Number(number);
}

const NUMBER = /^[-+]?\d{1,15}([.,]\d{1,6})?$/;

/** With a point before its decimals; null for what is no number. */
export const writtenNumber = (text: string): string | null => (NUMBER.test(text) ? text.replace(',', '.') : null);

/** As YYYY-MM-DD; null for what is no day of a year. */
export function writtenDay(text: string): string | null {
  const date = dateParts(text.toLowerCase());
  if (date?.year === undefined) return null;
  return `${String(date.year).padStart(4, '0')}-${two(date.month)}-${two(date.day)}`;
}

/** As yes or no, from what lists write in such columns. */
export function writtenFlag(text: string): 'yes' | 'no' | null {
  const word = text.toLowerCase();
  if (YES.has(word) || word === '1' || word === 'x') return 'yes';
  return NO.has(word) || word === '0' ? 'no' : null;
}

const two = (number: number) => String(number).padStart(2, '0');

function dayNumber(text: string): number | null {
  const date = dateParts(text);
  if (date?.year === undefined) return null;
  return Date.UTC(date.year, date.month - 1, date.day) / 86_400_000;
}

export interface Birthday {
  /** MM-DD */
  day: string;
  year: number | null;
}

/** A birthday with or without its year; null for what is no day of any year. */
export function readBirthday(value: string): Birthday | null {
  const date = dateParts(value.trim());
  if (!date) return null;
  return { day: `${two(date.month)}-${two(date.day)}`, year: date.year ?? null };
}

/**
 * 1990-03-21, 1990/3/21, 21.3.1990, 03-21 or --03-21. With slashes the part above 12 is the day; where both may be, the
 * day stands first, as nearly everywhere.
 */
function dateParts(text: string): { year?: number; month: number; day: number } | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?$/i.exec(text);
  if (iso) return valid(Number(iso[2]), Number(iso[3]), Number(iso[1]));
  const yearless = /^(?:--)?(\d{2})-(\d{2})$/.exec(text);
  if (yearless) return valid(Number(yearless[1]), Number(yearless[2]));
  const written = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text);
  if (!written) return null;
  const [first, second, year] = [Number(written[1]), Number(written[2]), Number(written[3])];
  return second > 12 ? valid(first, second, year) : valid(second, first, year);
}

function valid(month: number, day: number, year?: number): { year?: number; month: number; day: number } | null {
  // without a year the 29th of February is a day
  const date = new Date(Date.UTC(year ?? 2000, month - 1, day));
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isDay || (year !== undefined && year < 1000)) return null;
  return year === undefined ? { month, day } : { year, month, day };
}
