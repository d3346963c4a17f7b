import type { Clock } from '../clock/clock.ts';
import type { Documents } from './documents.ts';
import type { ShopEvent } from './events.ts';
import type { IdKind } from './ids.ts';
import { NotInShop } from './not-in-shop.ts';
import type {
  Cart,
  Checkout,
  CodeCreation,
  Collection,
  Customer,
  Discount,
  FlowTrigger,
  Id,
  MarketingActivity,
  Metafield,
  Order,
  Product,
  Segment,
  Shop,
} from './types.ts';

/** Every kind that is kept in memory, with its type and what identifies it. */
export interface Kinds {
  product: Product;
  collection: Collection;
  customer: Customer;
  cart: Cart;
  checkout: Checkout;
  order: Order;
  discount: Discount;
  segment: Segment;
  metafield: Metafield;
  marketingActivity: MarketingActivity;
  flowTrigger: FlowTrigger;
  codeCreation: CodeCreation;
}

/** What the stores share: the maps in memory, the way to disk, ids, time and the announcements. */
export interface World {
  shop: Shop;
  clock: Clock;
  documents: Documents;
  maps: { [K in keyof Kinds]: Map<string, Kinds[K]> };
  /** The ids of a customer's orders, oldest first. */
  ordersOf: Map<string, string[]>;
  nextId(kind: IdKind): Id;
  save<K extends keyof Kinds>(kind: K, id: string, value: Kinds[K]): void;
  forget(kind: keyof Kinds, id: string): void;
  emit(event: ShopEvent): void;
}

export function need<K extends keyof Kinds>(world: World, kind: K, id: string): Kinds[K] {
  const found = world.maps[kind].get(id);
  if (!found) throw new NotInShop(kind, id);
  return found;
}
