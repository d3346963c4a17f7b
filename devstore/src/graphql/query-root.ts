import { GraphQLError } from 'graphql';
import { pictureById } from '../files/file-fields.ts';
import { LOCATION, LOCATIONS } from '../shop/location.ts';
import type { Customer, Order, Product, Variant } from '../shop/types.ts';
import { connection, type PageArguments } from './connection.ts';
import { gid, idOf, type GraphContext } from './context.ts';
import { discountQueries } from './discounts/discount-fields.ts';
import { discountNode } from './discounts/discount-node.ts';
import { marketingQueries } from './marketing/marketing-fields.ts';
import { customerNode } from './nodes/customer.ts';
import { orderNode } from './nodes/order.ts';
import { collectionNode, inventoryItemNode, productNode, variantNode } from './nodes/product.ts';
import { installationNode, shopNode } from './nodes/shop.ts';
import { themeNode } from './nodes/theme.ts';
import { PRODUCT_SEARCH } from './product-search.ts';
import { locationNode } from './products/location-node.ts';
import { searchFilter, type SearchFields } from './search-query.ts';
import { segmentQueries } from './segments/segment-fields.ts';
import { segmentNode } from './segments/segment-node.ts';
import { sorting } from './sorting.ts';

interface ListArguments extends PageArguments {
  query?: string | null;
  sortKey?: string | null;
}

const SIXTY_DAYS = 60 * 86_400_000;

const ORDER_SEARCH: SearchFields<Order> = {
  id: (order) => order.id,
  name: (order) => order.name,
  email: (order) => order.email,
  created_at: (order) => order.createdAt,
  processed_at: (order) => order.processedAt,
  updated_at: (order) => order.updatedAt,
  customer_id: (order) => order.customerId,
  financial_status: (order) => order.financialStatus,
  checkout_token: (order) => order.checkoutToken,
  cart_token: (order) => order.cartToken,
  test: (order) => String(order.test),
  status: (order) => (order.cancelledAt ? 'cancelled' : order.closedAt ? 'closed' : 'open'),
};
const CUSTOMER_SEARCH: SearchFields<Customer> = {
  id: (customer) => customer.id,
  email: (customer) => customer.email,
  tag: (customer) => customer.tags,
  customer_date: (customer) => customer.createdAt,
  created_at: (customer) => customer.createdAt,
  updated_at: (customer) => customer.updatedAt,
};
/** The fields of `QueryRoot` that are simulated. */
export function queryRoot(context: GraphContext): Record<string, unknown> {
  const { store, clock } = context.devstore;
  const filter = <T>(items: T[], query: string | null | undefined, fields: SearchFields<T>) =>
    items.filter(searchFilter(query, fields, clock.now()));
  const orders = () => {
    if (context.scopes.has('read_all_orders')) return store.orders.all();
    const since = clock.now() - SIXTY_DAYS;
    return store.orders.all().filter((order) => Date.parse(order.createdAt) >= since);
  };
  const nodeOf = (id: unknown) => nodeById(context, orders, String(id));
  const count = (number: number, limit: number | null | undefined) => ({
    count: limit ? Math.min(number, limit) : number,
    precision: limit && number > limit ? 'AT_LEAST' : 'EXACT',
  });
  const only = (type: string) => (args: { id: unknown }) => (idOf(type, args.id) ? nodeOf(args.id) : null);

  return {
    ...discountQueries(context),
    ...marketingQueries(context),
    ...segmentQueries(context),
    location: (args: { id?: unknown }) => {
      const wanted = args.id === undefined || args.id === null ? LOCATION.id : idOf('Location', args.id);
      const found = LOCATIONS.find(({ id }) => id === wanted);
      return found ? locationNode(context, found) : null;
    },
    locations: (args: PageArguments) =>
      connection({ items: [...LOCATIONS], idOf: ({ id }) => id, node: (one) => locationNode(context, one) }, args),
    shop: () => shopNode(context),
    currentAppInstallation: () => installationNode(context),
    node: (args: { id: unknown }) => nodeOf(args.id),
    nodes: (args: { ids: unknown[] }) => args.ids.map(nodeOf),
    order: only('Order'),
    customer: only('Customer'),
    product: only('Product'),
    productVariant: only('ProductVariant'),
    collection: only('Collection'),
    inventoryItem: only('InventoryItem'),
    orders: (args: ListArguments) =>
      connection(
        {
          items: filter(orders(), args.query, ORDER_SEARCH),
          idOf: (one) => one.id,
          node: (one) => orderNode(context, one),
          sortBy: sorting('Order', args.sortKey ?? 'PROCESSED_AT'),
        },
        args,
      ),
    ordersCount: (args: ListArguments & { limit?: number }) =>
      count(filter(orders(), args.query, ORDER_SEARCH).length, args.limit),
    customers: (args: ListArguments) =>
      connection(
        {
          items: filter(store.customers.all(), args.query, CUSTOMER_SEARCH),
          idOf: (one) => one.id,
          node: (one) => customerNode(context, one),
          sortBy: sorting('Customer', args.sortKey ?? 'ID'),
        },
        args,
      ),
    customersCount: (args: ListArguments & { limit?: number }) =>
      count(filter(store.customers.all(), args.query, CUSTOMER_SEARCH).length, args.limit),
    customerByIdentifier: ({ identifier }: { identifier: { id?: string; emailAddress?: string } }) => {
      if (identifier.id) return nodeOf(identifier.id);
      const found = store.customers.byEmail(identifier.emailAddress ?? '');
      return found ? customerNode(context, found) : null;
    },
    products: (args: ListArguments) =>
      connection(
        {
          items: filter(store.products.all(), args.query, PRODUCT_SEARCH),
          idOf: (one) => one.id,
          node: (one) => productNode(context, one),
          sortBy: sorting('Product', args.sortKey ?? 'ID'),
        },
        args,
      ),
    productsCount: (args: ListArguments & { limit?: number }) =>
      count(filter(store.products.all(), args.query, PRODUCT_SEARCH).length, args.limit),
    productVariants: (args: ListArguments) => {
      if (args.query) throw new GraphQLError('devstore does not simulate searching for variants');
      const items = store.products
        .all()
        .flatMap((product) => product.variants.map((variant): [Product, Variant] => [product, variant]));
      return connection(
        {
          items,
          idOf: ([, variant]) => variant.id,
          node: ([product, variant]) => variantNode(context, product, variant),
          sortBy: ([, variant]) => Number(variant.id),
        },
        args,
      );
    },
    collections: (args: ListArguments) => {
      if (args.query) throw new GraphQLError('devstore does not simulate searching for collections');
      return connection(
        {
          items: store.collections.all(),
          idOf: (one) => one.id,
          node: (one) => collectionNode(context, one),
          sortBy: sorting('Collection', args.sortKey ?? 'ID'),
        },
        args,
      );
    },
    themes: (args: PageArguments & { roles?: string[] | null }) => {
      const items = !args.roles || args.roles.includes('MAIN') ? [themeNode(context)] : [];
      return connection({ items, idOf: () => '142000000001', node: (one) => one }, args);
    },
    webPixel: (args: { id?: unknown }) => {
      const pixel = store.app.webPixel();
      const wanted = args.id === undefined || args.id === null ? pixel?.id : idOf('WebPixel', args.id);
      if (!pixel || pixel.id !== wanted) {
        throw new GraphQLError('No web pixel was found for this app.', { extensions: { code: 'RESOURCE_NOT_FOUND' } });
      }
      return { __typename: 'WebPixel', id: gid('WebPixel', pixel.id), settings: JSON.stringify(pixel.settings) };
    },
  };
}

function nodeById(context: GraphContext, orders: () => Order[], id: string): unknown {
  const { store } = context.devstore;
  const [, type = '', number = ''] = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(id) ?? [];
  context.access.requireType(context.scopes, type);
  switch (type) {
    case 'Order': {
      const order = store.orders.get(number);
      return order && orders().includes(order) ? orderNode(context, order) : null;
    }
    case 'Customer': {
      const customer = store.customers.get(number);
      return customer ? customerNode(context, customer) : null;
    }
    case 'Product': {
      const product = store.products.get(number);
      return product ? productNode(context, product) : null;
    }
    case 'ProductVariant': {
      const product = store.products.byVariant(number);
      const variant = product?.variants.find((one) => one.id === number);
      return product && variant ? variantNode(context, product, variant) : null;
    }
    case 'InventoryItem': {
      for (const product of store.products.all()) {
        const variant = product.variants.find((one) => one.inventoryItemId === number);
        if (variant) return inventoryItemNode(context, product, variant);
      }
      return null;
    }
    case 'Collection': {
      const collection = store.collections.get(number);
      return collection ? collectionNode(context, collection) : null;
    }
    case 'MediaImage':
      return pictureById(context, id);
    case 'Segment': {
      const segment = store.segments.get(number);
      return segment ? segmentNode(segment) : null;
    }
    case 'DiscountNode':
    case 'DiscountCodeNode': {
      const discount = store.discounts.get(number);
      return discount ? discountNode(context, type, discount) : null;
    }
    case '':
      throw new GraphQLError(`Invalid global id '${id}'`);
    default:
      throw new GraphQLError(`devstore does not simulate nodes of the type ${type}`);
  }
}
