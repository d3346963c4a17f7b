import { toCents } from '../money.ts';
import type { Customer, Order } from '../types.ts';
import type { SegmentFilter } from './evaluate-segment.ts';

interface Reading {
  ordersOf(customerId: string): Order[];
  abandonedAt(customerId: string): string | null;
  rfmGroup(customerId: string): string;
}

/** The filters that can be told from what the shop keeps of a customer. */
export function customerFilters({ ordersOf, abandonedAt, rfmGroup }: Reading): Record<string, SegmentFilter<Customer>> {
  const counted = (customer: Customer) => ordersOf(customer.id).filter((order) => !order.test);
  const text = (read: (one: Customer) => string | null): SegmentFilter<Customer> => ({ kind: 'text', read });
  const date = (read: (one: Customer) => string | null): SegmentFilter<Customer> => ({ kind: 'date', read });
  const number = (read: (one: Customer) => number): SegmentFilter<Customer> => ({ kind: 'number', read });
  const list = (read: (one: Customer) => string[]): SegmentFilter<Customer> => ({ kind: 'list', read });
  const spent = (orders: Order[]) =>
    orders
      .filter((order) => !order.cancelledAt)
      .reduce(
        (sum, order) =>
          sum + toCents(order.totals.total) - order.refunds.reduce((all, one) => all + toCents(one.amount), 0),
        0,
      ) / 100;

  return {
    abandoned_checkout_date: date((one) => abandonedAt(one.id)),
    amount_spent: number((one) => spent(counted(one))),
    customer_added_date: date((one) => one.createdAt),
    customer_cities: list(({ address }) =>
      address ? [`${address.countryCode}-${address.provinceCode ?? ''}-${address.city.replaceAll(' ', '')}`] : [],
    ),
    customer_countries: list(({ address }) => (address ? [address.countryCode] : [])),
    customer_email_domain: text((one) => one.email?.split('@')[1] ?? null),
    customer_language: text((one) => one.locale),
    customer_regions: list(({ address }) =>
      address?.provinceCode ? [`${address.countryCode}-${address.provinceCode}`] : [],
    ),
    customer_tags: list((one) => one.tags),
    email_subscription_status: text((one) => one.emailConsent.state.toUpperCase()),
    first_order_date: date((one) => counted(one)[0]?.processedAt ?? null),
    last_order_date: date((one) => counted(one).at(-1)?.processedAt ?? null),
    number_of_orders: number((one) => counted(one).length),
    rfm_group: text((one) => rfmGroup(one.id)),
  };
}

/** What Shopify's segments can ask besides, and this one cannot answer. */
export const OTHER_FILTERS: ReadonlySet<string> = new Set([
  'anniversary',
  'companies',
  'created_by_app_id',
  'customer_account_status',
  'customer_within_distance',
  'last_abandoned_checkout_date',
  'orders_placed',
  'predicted_spend_tier',
  'product_subscription_status',
  'products_purchased',
  'sms_subscription_status',
  'store_credit_accounts',
  'storefront.product_viewed',
  'storefront.collection_viewed',
  'storefront_event',
  'shopify_email.bounced',
  'shopify_email.clicked',
  'shopify_email.delivered',
  'shopify_email.marked_as_spam',
  'shopify_email.opened',
  'shopify_email.unsubscribed',
]);
