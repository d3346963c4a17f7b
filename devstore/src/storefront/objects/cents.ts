import type { Money } from '../../shop/types.ts';

/** Liquid counts in cents where the shop keeps decimal text. */
export function cents(money: Money): number {
  return Math.round(Number(money) * 100);
}
