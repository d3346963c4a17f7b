import { fromCents } from '../shop/money.ts';
import type { Money } from '../shop/types.ts';

/** MoneyV2 writes "12.5", without the trailing zeros that REST has. */
export function moneyV2(amount: Money, currencyCode: string) {
  return { amount: amount.replace(/(\.\d)0$/, '$1'), currencyCode };
}

export function moneyBag(amount: Money, currencyCode: string) {
  return { shopMoney: moneyV2(amount, currencyCode), presentmentMoney: moneyV2(amount, currencyCode) };
}

export function bagOfCents(cents: number, currencyCode: string) {
  return moneyBag(fromCents(cents), currencyCode);
}
