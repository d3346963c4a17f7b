import type { Clock } from '../clock/clock.ts';
import { appStore } from './app-state.ts';
import { cartStore } from './carts.ts';
import { checkoutStore } from './checkouts.ts';
import { customerStore } from './customers.ts';
import type { StateDatabase } from './database.ts';
import { discountStore } from './discounts.ts';
import { documents as openDocuments } from './documents.ts';
import type { ShopListener } from './events.ts';
import { idSource, type IdCounts } from './ids.ts';
import { orderDesk } from './order-desk.ts';
import { orderStore } from './orders.ts';
import { collectionStore, productStore } from './products.ts';
import { records } from './records.ts';
import { rfmGroups } from './rfm-groups.ts';
import { segmentStore } from './segments/segment-store.ts';
import type { ShopStore } from './store.ts';
import type { Collection, Customer, Order, Product, Shop } from './types.ts';
import type { Kinds, World } from './world.ts';

/** A whole shop, as a seed or an orders export makes it. */
export interface ShopContents {
  shop: Shop;
  products: Product[];
  collections: Collection[];
  customers: Customer[];
  orders: Order[];
  counts: IdCounts;
}

/** Opens what the database holds; an empty one is first filled with what `fill` makes. */
export function openStore(database: StateDatabase, clock: Clock, fill: () => ShopContents): ShopStore {
  const documents = openDocuments(database);
  if (!documents.get('shop', 'shop')) {
    const contents = fill();
    documents.putAll(
      'product',
      contents.products.map((product) => [product.id, product]),
    );
    documents.putAll(
      'collection',
      contents.collections.map((collection) => [collection.id, collection]),
    );
    documents.putAll(
      'customer',
      contents.customers.map((customer) => [customer.id, customer]),
    );
    documents.putAll(
      'order',
      contents.orders.map((order) => [order.id, order]),
    );
    documents.put('counts', 'counts', contents.counts);
    // The last write: a first start that was interrupted begins again.
    documents.put('shop', 'shop', contents.shop);
  }
  const shop = documents.get<Shop>('shop', 'shop');
  if (!shop) throw new Error('The shop could not be read back.');

  const load = <K extends keyof Kinds>(kind: K, idOf: (value: Kinds[K]) => string) =>
    new Map(documents.all<Kinds[K]>(kind).map((value) => [idOf(value), value]));
  const orders = load('order', (order) => order.id);
  const maps: World['maps'] = {
    product: load('product', (product) => product.id),
    collection: load('collection', (collection) => collection.id),
    customer: load('customer', (customer) => customer.id),
    cart: load('cart', (cart) => cart.token),
    checkout: load('checkout', (checkout) => checkout.token),
    order: new Map(
      [...orders].sort(([, a], [, b]) => a.processedAt.localeCompare(b.processedAt) || a.number - b.number),
    ),
    discount: load('discount', (discount) => discount.id),
    segment: load('segment', (segment) => segment.id),
    metafield: load('metafield', (metafield) => metafield.id),
    marketingActivity: load('marketingActivity', (activity) => activity.id),
    flowTrigger: load('flowTrigger', (trigger) => trigger.id),
    codeCreation: load('codeCreation', (creation) => creation.id),
  };

  const ordersOf = new Map<string, string[]>();
  const noteOwner = ({ id, customerId }: Order) => {
    if (customerId) ordersOf.set(customerId, [...(ordersOf.get(customerId) ?? []), id]);
  };
  for (const order of maps.order.values()) noteOwner(order);

  const listeners = new Set<ShopListener>();
  const ids = idSource(documents.get<IdCounts>('counts', 'counts'));
  const world: World = {
    shop,
    clock,
    documents,
    maps,
    ordersOf,
    nextId: (kind) => {
      const id = ids.next(kind);
      documents.put('counts', 'counts', ids.counts());
      return id;
    },
    save: (kind, id, value) => {
      if (kind === 'order' && !maps.order.has(id)) noteOwner(value as Order);
      (maps[kind] as Map<string, typeof value>).set(id, value);
      documents.put(kind, id, value);
    },
    forget: (kind, id) => {
      maps[kind].delete(id);
      documents.remove(kind, id);
    },
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
  };

  const products = productStore(world);
  const customers = customerStore(world);
  const segments = segmentStore(world);
  const discounts = discountStore({ world, inSegment: segments.has });
  const desk = orderDesk(world, { customers, products, discounts });
  return {
    shop,
    products,
    collections: collectionStore(world),
    customers,
    carts: cartStore(world),
    checkouts: checkoutStore(world, { customers, discounts, desk }),
    orders: orderStore(world, products, desk),
    discounts,
    segments,
    codeCreations: records(world, 'codeCreation', 'codeCreation'),
    metafields: records(world, 'metafield', 'metafield'),
    marketing: records(world, 'marketingActivity', 'marketingActivity'),
    flowTriggers: records(world, 'flowTrigger', 'flowTrigger'),
    rfmGroup: rfmGroups(world),
    app: appStore(world),
    changeShop: (change) => {
      // Whoever holds the shop sees the change: it is one object for the life of the process.
      Object.assign(shop, change);
      documents.put('shop', 'shop', shop);
      world.emit({ kind: 'shop.updated' });
      return shop;
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => database.close(),
  };
}
