import { NotAnAmount, toMinor } from '../../platform/money.ts';
import { address } from '../payload.ts';
import { BadLine } from './bad-line.ts';

/** Reads a value of a row by the heading of its column; what the row does not have is empty. */
export type Cell = (heading: string) => string;

export function cellsOf(headings: readonly string[]): (values: readonly string[]) => Cell {
  const places = new Map<string, number>();
  for (const [place, heading] of headings.entries()) if (!places.has(heading)) places.set(heading, place);
  return (values) => (heading) => {
    const place = places.get(heading);
    return place === undefined ? '' : (values[place] ?? '').trim();
  };
}

/** Thousands only beside decimals: `1.234` and `1,234` alone mean different things to different people. */
const DECIMAL_COMMA = /^(\d{1,3}(?:\.\d{3})+|\d+),(\d{1,2})$/;

/** An amount as half of Europe writes it, `1.234,56`, with the point that the other half would use. */
function withPoint(text: string): string {
  const [, whole, decimals] = DECIMAL_COMMA.exec(text) ?? [];
  return whole === undefined ? text : `${whole.replaceAll('.', '')}.${decimals}`;
}

/** @throws BadLine */
export function amountIn(text: string, heading: string, currency: string): number {
  try {
    const amount = toMinor(withPoint(text), currency);
    if (amount >= 0) return amount;
  } catch (error) {
    if (!(error instanceof NotAnAmount)) throw error;
  }
  throw new BadLine('not_an_amount', { column: heading, value: short(text) });
}

/** @throws BadLine when there is something that is not an address; null when there is nothing */
export function emailIn(text: string, heading: string): string | null {
  if (text === '') return null;
  const email = address(text);
  if (!email) throw new BadLine('not_an_address', { column: heading, value: short(text) });
  return email;
}

/** @throws BadLine */
export function currencyIn(text: string, fallback: string): string {
  if (text === '') return fallback;
  if (!/^[A-Za-z]{3}$/.test(text)) throw new BadLine('not_a_currency', { value: short(text) });
  return text.toUpperCase();
}

export function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
