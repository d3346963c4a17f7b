import type { Context, Liquid } from 'liquidjs';
import { currencySymbol } from '../../../shop/money-format.ts';

/** What liquidjs binds a filter to. */
interface Filtering {
  context: Context;
}

/** https://shopify.dev/docs/api/liquid/filters#money-filters: amounts are in cents, of the shop's currency. */
export function registerMoneyFilters(engine: Liquid): void {
  engine.registerFilter('money', function (this: Filtering, cents: unknown) {
    return formatMoney(cents, currencySymbol(currencyOf(this)));
  });
  engine.registerFilter('money_with_currency', function (this: Filtering, cents: unknown) {
    const currency = currencyOf(this);
    return isAmount(cents) ? `${formatMoney(cents, currencySymbol(currency))} ${currency}` : '';
  });
  engine.registerFilter('money_without_currency', (cents: unknown) => formatMoney(cents, ''));
  engine.registerFilter('money_without_trailing_zeros', function (this: Filtering, cents: unknown) {
    return formatMoney(cents, currencySymbol(currencyOf(this))).replace(/\.00$/, '');
  });
}

function currencyOf({ context }: Filtering): string {
  const currency: unknown = context.getSync(['shop', 'currency']);
  return typeof currency === 'string' ? currency : 'EUR';
}

const grouped = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function formatMoney(cents: unknown, sign: string): string {
  return isAmount(cents) ? sign + grouped.format(Number(cents) / 100) : '';
}

function isAmount(cents: unknown): boolean {
  return cents !== null && cents !== undefined && cents !== '' && Number.isFinite(Number(cents));
}
