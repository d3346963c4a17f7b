import type { Devstore } from '../src/devstore.ts';

/** What every store in Shopify begins with. https://help.shopify.com/en/manual/customers/customer-segments */
const DEFAULTS = [
  ['Customers who have purchased at least once', 'number_of_orders > 0'],
  ['Customers who have purchased more than once', 'number_of_orders > 1'],
  ["Customers who haven't purchased", 'number_of_orders = 0'],
  ['Email subscribers', "email_subscription_status = 'SUBSCRIBED'"],
] as const;

export function addDefaultSegments({ store }: Pick<Devstore, 'store'>): void {
  if (store.segments.all().length > 0) return;
  for (const [name, query] of DEFAULTS) store.segments.create(name, query);
}
