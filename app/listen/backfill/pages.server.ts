import type { AdminClient } from '../../platform/shopify/admin/admin.server.ts';
import {
  HistoryCustomersDocument,
  type HistoryLineFragment,
  HistoryMoreLinesDocument,
  HistoryMoreVariantsDocument,
  HistoryOrdersDocument,
  HistoryProductsDocument,
  type HistoryVariantFragment,
} from '../../platform/shopify/generated/graphql.ts';
import { hear, type Heard, nothingHeard } from '../heard.ts';
import { readCustomer } from './read-customers.ts';
import { readOrder, type ToldOrder } from './read-orders.ts';
import { readProduct, type ToldProduct } from './read-products.ts';

/** One page of the history, read. */
export interface HistoryPage {
  heard: Heard;
  count: number;
  /** where the next page starts; null after the last */
  next: string | null;
}

interface Asked {
  client: AdminClient;
  first: number;
  after: string | null;
  currency: string;
}

interface PageInfo {
  hasNextPage: boolean;
  endCursor: string | null;
}

type ReadPage = (asked: Asked) => Promise<HistoryPage>;

/** The parts of a history, in the order in which they are read: products first, for their costs; people before orders. */
export const PARTS = ['products', 'customers', 'orders'] as const;
export type Part = (typeof PARTS)[number];

export const readPage: Record<Part, ReadPage> = {
  products: async ({ client, first, after, currency }) => {
    const { products } = await client.query(HistoryProductsDocument, { first, after });
    const heard = empty();
    for (const told of products.nodes) {
      hear(heard, { products: [readProduct(told, await allVariants(client, told), currency)] });
    }
    return { heard, count: products.nodes.length, next: nextOf(products.pageInfo) };
  },
  customers: async ({ client, first, after }) => {
    const { customers } = await client.query(HistoryCustomersDocument, { first, after });
    const heard = empty();
    for (const told of customers.nodes) hear(heard, readCustomer(told));
    return { heard, count: customers.nodes.length, next: nextOf(customers.pageInfo) };
  },
  orders: async ({ client, first, after }) => {
    const { orders } = await client.query(HistoryOrdersDocument, { first, after });
    const heard = empty();
    for (const told of orders.nodes) hear(heard, readOrder(told, await allLines(client, told)));
    return { heard, count: orders.nodes.length, next: nextOf(orders.pageInfo) };
  },
};

const empty = (): Heard => ({ ...nothingHeard(), history: true });

const nextOf = (page: PageInfo) => (page.hasNextPage ? page.endCursor : null);

async function allVariants(client: AdminClient, told: ToldProduct): Promise<HistoryVariantFragment[]> {
  return rest(told.variants, async (after) => {
    const { product } = await client.query(HistoryMoreVariantsDocument, { product: told.id, after });
    return product?.variants;
  });
}

async function allLines(client: AdminClient, told: ToldOrder): Promise<HistoryLineFragment[]> {
  return rest(told.lineItems, async (after) => {
    const { order } = await client.query(HistoryMoreLinesDocument, { order: told.id, after });
    return order?.lineItems;
  });
}

interface Connection<Node> {
  nodes: Node[];
  pageInfo: PageInfo;
}

/** A connection's nodes with those of its further pages; one that vanished meanwhile ends where it is. */
async function rest<Node>(
  first: Connection<Node>,
  more: (after: string) => Promise<Connection<Node> | undefined>,
): Promise<Node[]> {
  const nodes = [...first.nodes];
  for (let after = nextOf(first.pageInfo); after !== null;) {
    const page = await more(after);
    nodes.push(...(page?.nodes ?? []));
    after = page ? nextOf(page.pageInfo) : null;
  }
  return nodes;
}
