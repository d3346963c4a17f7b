import type { Liquid } from 'liquidjs';

/** https://shopify.dev/docs/api/liquid/filters#money-filters: amounts are in cents. */
export function registerMoneyFilters(engine: Liquid): void {
  engine.registerFilter('money', (cents: unknown) => formatMoney(cents));
  engine.registerFilter('money_with_currency', (cents: unknown) =>
    isAmount(cents) ? `${formatMoney(cents)} EUR` : '',
  );
  engine.registerFilter('money_without_currency', (cents: unknown) => formatMoney(cents, ''));
  engine.registerFilter('money_without_trailing_zeros', (cents: unknown) => formatMoney(cents).replace(/\.00$/, ''));
}

const grouped = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function formatMoney(cents: unknown, sign = '€'): string {
  return isAmount(cents) ? sign + grouped.format(Number(cents) / 100) : '';
}

function isAmount(cents: unknown): boolean {
  return cents !== null && cents !== undefined && cents !== '' && Number.isFinite(Number(cents));
}
