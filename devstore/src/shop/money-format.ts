import type { Money } from './types.ts';

const SYMBOLS: Record<string, string> = { EUR: '€', USD: '$', GBP: '£' };

export function currencySymbol(currency: string): string {
  return SYMBOLS[currency] ?? `${currency} `;
}

/** As a shop's settings have it: `€{{amount_with_comma_separator}}`, `${{amount}}`. */
export function moneyFormat(currency: string): string {
  return currencySymbol(currency) + (currency === 'EUR' ? '{{amount_with_comma_separator}}' : '{{amount}}');
}

/** What the admin's own pages write: `€19.90`. */
export function written(amount: Money, currency: string): string {
  return currencySymbol(currency) + amount;
}
