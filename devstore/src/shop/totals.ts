import { fromCents, toCents } from './money.ts';
import type { LineItem, Totals } from './types.ts';

const FREE_SHIPPING_FROM = 6_000;
const SHIPPING = 590;
/** Prices include value added tax, as everywhere in Europe. */
const VAT = 0.22;

export function subtotalOf(lines: LineItem[]): number {
  return lines.reduce((sum, line) => sum + toCents(line.price) * line.quantity, 0);
}

/** `shipping` is unknown (and not counted) until there is an address; `off` is what a code takes off, in cents. */
export function totalsOf(lines: LineItem[], ship: boolean, off = 0): Totals {
  const discount = Math.min(off, subtotalOf(lines));
  const subtotal = subtotalOf(lines) - discount;
  const shipping = !ship || lines.length === 0 || subtotal >= FREE_SHIPPING_FROM ? 0 : SHIPPING;
  const total = subtotal + shipping;
  return {
    subtotal: fromCents(subtotal),
    shipping: fromCents(shipping),
    tax: fromCents((total * VAT) / (1 + VAT)),
    discounts: fromCents(discount),
    total: fromCents(total),
  };
}
