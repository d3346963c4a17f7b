import { GraphQLError } from 'graphql';
import { toCents } from '../shop/money.ts';
import type { Collection, Customer, Order, Product } from '../shop/types.ts';

interface Sortable {
  Order: Order;
  Customer: Customer;
  Product: Product;
  Collection: Collection;
}

type SortBy<T> = Record<string, (item: T) => string | number>;

const KEYS: { [K in keyof Sortable]: SortBy<Sortable[K]> } = {
  Order: {
    ID: (order) => Number(order.id),
    CREATED_AT: (order) => order.createdAt,
    PROCESSED_AT: (order) => order.processedAt,
    UPDATED_AT: (order) => order.updatedAt,
    ORDER_NUMBER: (order) => order.number,
    TOTAL_PRICE: (order) => toCents(order.totals.total),
  },
  Customer: {
    ID: (customer) => Number(customer.id),
    CREATED_AT: (customer) => customer.createdAt,
    UPDATED_AT: (customer) => customer.updatedAt,
    NAME: (customer) => `${customer.lastName} ${customer.firstName}`,
  },
  Product: {
    ID: (product) => Number(product.id),
    CREATED_AT: (product) => product.createdAt,
    UPDATED_AT: (product) => product.updatedAt,
    PUBLISHED_AT: (product) => product.publishedAt ?? '',
    TITLE: (product) => product.title,
    VENDOR: (product) => product.vendor,
    PRODUCT_TYPE: (product) => product.productType,
  },
  Collection: {
    ID: (collection) => Number(collection.id),
    TITLE: (collection) => collection.title,
    UPDATED_AT: (collection) => collection.updatedAt,
  },
};

export function sorting<K extends keyof Sortable>(kind: K, key: string): (item: Sortable[K]) => string | number {
  const by: SortBy<Sortable[K]> = KEYS[kind];
  const found = by[key];
  if (!found) throw new GraphQLError(`devstore does not simulate sorting by ${key}`);
  return found;
}
