// A plain table of orders, one a row, with columns of any order under the names that people give them.
import { createHash } from 'node:crypto';
import { BadLine } from './bad-line.ts';
import { amountIn, type Cell, cellsOf, currencyIn, emailIn, short } from './columns.ts';
import { IMPORTED, type ImportedOrder } from './imported-order.ts';
import type { ReadInstant } from './instants.ts';
import type { FileFault } from './refused-file.ts';

const ALIASES = {
  date: ['order date', 'date', 'created at', 'ordered at', 'placed at'],
  amount: ['revenue', 'total', 'amount', 'order total', 'price'],
  email: ['email', 'e mail', 'email address', 'customer email'],
  buyer: ['customer id', 'customer', 'client id'],
  order: ['order id', 'order', 'order number', 'id'],
  firstName: ['first name', 'firstname'],
  lastName: ['last name', 'lastname', 'surname'],
  currency: ['currency'],
  country: ['country'],
} as const;

type Column = keyof typeof ALIASES;

export interface RowReading {
  headings: readonly string[];
  currency: string;
  readInstant: ReadInstant;
}

/** What such a table lacks; null when orders can be read from it. */
export function lackOfSimpleTable(headings: readonly string[]): FileFault | null {
  const has = (column: Column) => ALIASES[column].some((alias) => headings.includes(alias));
  if (!has('date')) return 'no_day';
  if (!has('amount')) return 'no_amount';
  if (!has('email') && !has('buyer')) return 'no_buyer';
  return null;
}

/** @returns reads one row. @throws BadLine */
export function createSimpleRows({ headings, currency, readInstant }: RowReading) {
  const cells = cellsOf(headings);
  const found = Object.entries(ALIASES).map(([column, aliases]) => [
    column,
    aliases.find((alias) => headings.includes(alias)) ?? '',
  ]);
  const headingFor = Object.fromEntries(found) as Record<Column, string>;
  const occurrences = createOccurrences();
  let before = '';

  return (line: number, values: readonly string[]): ImportedOrder => {
    const cell: Cell = cells(values);
    const valueOf = (column: Column) => cell(headingFor[column]);
    const email = emailIn(valueOf('email'), headingFor.email);
    const buyer = valueOf('buyer').slice(0, 200) || null;
    if (!email && !buyer) throw new BadLine('nobody');
    const placedAt = readInstant(valueOf('date'));
    if (placedAt === null) {
      throw new BadLine('not_a_day', { column: headingFor.date, value: short(valueOf('date')) });
    }
    const inCurrency = currencyIn(valueOf('currency'), currency);
    const total = amountIn(valueOf('amount'), headingFor.amount, inCurrency);
    const number = valueOf('order').slice(0, 200);
    if (number !== '' && number === before) {
      throw new BadLine('order_repeated', { value: short(number) });
    }
    before = number;
    const told = [email ?? '', buyer ?? '', placedAt, total, inCurrency].join('\n');
    return {
      line,
      id: IMPORTED + (number || occurrences(told)),
      name: number || null,
      email,
      buyer,
      firstName: valueOf('firstName') || null,
      lastName: valueOf('lastName') || null,
      country: /^[A-Za-z]{2}$/.test(valueOf('country')) ? valueOf('country').toUpperCase() : null,
      currency: inCurrency,
      total,
      refunded: 0,
      placedAt,
      cancelledAt: null,
      accepts: false,
      source: null,
      lines: [],
    };
  };
}

/**
 * Names a row without a number by what it says and by how often the file has said it before: the same file names the
 * same orders again, and two equal purchases of a day are two. Remembers 48 bits of each row.
 */
function createOccurrences(): (told: string) => string {
  const counts = new Map<number, number>();
  return (told) => {
    const hash = createHash('sha256').update(told).digest();
    const key = hash.readUIntBE(0, 6);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return `${hash.toString('base64url').slice(0, 22)}:${count}`;
  };
}
