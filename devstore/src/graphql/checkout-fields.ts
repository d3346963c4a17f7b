import type { Checkout, LineItem } from '../shop/types.ts';
import { recoveryUrl } from '../webhooks/payloads/checkout.ts';
import { connection, type PageArguments } from './connection.ts';
import { gid, type GraphContext } from './context.ts';
import { moneyBag } from './money.ts';
import { customerNode } from './nodes/customer.ts';
import { productNode, variantNode } from './nodes/product.ts';
import { searchFilter, type SearchFields } from './search-query.ts';

const SEARCH: SearchFields<Checkout> = {
  created_at: (checkout) => checkout.createdAt,
  updated_at: (checkout) => checkout.updatedAt,
  status: (checkout) => (checkout.completedAt ? 'closed' : 'open'),
  recovery_state: (checkout) => (checkout.completedAt ? 'recovered' : 'not_recovered'),
};

/** The fields of `QueryRoot` that tell of abandoned checkouts: those in which somebody said who she is. */
export function checkoutQueries(context: GraphContext): Record<string, unknown> {
  const { store, clock } = context.devstore;
  return {
    abandonedCheckouts: ({ query, ...page }: PageArguments & { query?: string | null }) =>
      connection<Checkout>(
        {
          items: store.checkouts
            .all()
            .filter((one) => one.email !== null || one.customerId !== null)
            .filter(searchFilter(query, SEARCH, clock.now())),
          idOf: (one) => one.token,
          node: (one) => checkoutNode(context, one),
        },
        page,
      ),
  };
}

function checkoutNode(context: GraphContext, checkout: Checkout): Record<string, unknown> {
  const { store, config } = context.devstore;
  const { currency } = store.shop;
  return {
    __typename: 'AbandonedCheckout',
    // Shopify's own numbers are in no payload: any that stay the same will do
    id: gid('AbandonedCheckout', String(Number.parseInt(checkout.token.slice(0, 12), 16) || 1)),
    name: `#${checkout.token.slice(0, 12)}`,
    abandonedCheckoutUrl: recoveryUrl({ store, origin: config.origin }, checkout),
    createdAt: checkout.createdAt,
    updatedAt: checkout.updatedAt,
    completedAt: checkout.completedAt,
    note: checkout.note ?? '',
    customAttributes: checkout.attributes.map(({ name, value }) => ({ key: name, value })),
    totalPriceSet: moneyBag(checkout.totals.total, currency),
    subtotalPriceSet: moneyBag(checkout.totals.subtotal, currency),
    customer: () => {
      const customer = checkout.customerId ? store.customers.get(checkout.customerId) : undefined;
      return customer ? customerNode(context, customer) : null;
    },
    lineItems: (args: PageArguments) =>
      connection<LineItem>(
        { items: checkout.lines, idOf: (one) => one.id, node: (one) => lineNode(context, one) },
        args,
      ),
  };
}

function lineNode(context: GraphContext, line: LineItem): Record<string, unknown> {
  const { store } = context.devstore;
  const product = line.productId ? store.products.get(line.productId) : undefined;
  const variant = product?.variants.find((one) => one.id === line.variantId);
  return {
    __typename: 'AbandonedCheckoutLineItem',
    id: gid('AbandonedCheckoutLineItem', line.id),
    title: line.title,
    variantTitle: line.variantTitle,
    sku: line.sku,
    quantity: line.quantity,
    originalUnitPriceSet: moneyBag(line.price, store.shop.currency),
    product: product ? productNode(context, product) : null,
    variant: product && variant ? variantNode(context, product, variant) : null,
  };
}
