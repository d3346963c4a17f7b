import type { AdminClient } from '../../platform/shopify/admin/admin.server.ts';
import { QueryTooCostly } from '../../platform/shopify/admin/query-too-costly.ts';
import {
  CollectionMembersDocument,
  HistoryArticlesDocument,
  HistoryCollectionsDocument,
  HistoryCustomersDocument,
  HistoryMoreLinesDocument,
  HistoryMoreVariantsDocument,
  HistoryOrdersDocument,
  HistoryProductsDocument,
} from '../../platform/shopify/generated/graphql.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import { readArticle } from '../articles/read-article.ts';
import { hear } from '../heard.ts';
import type { AsRead } from './as-read.ts';
import { type Batch, emptyBatch } from './batch.server.ts';
import type { Part } from './parts.ts';
import { readCollection } from './read-collections.ts';
import { readCustomer } from './read-customers.ts';
import { readOrder } from './read-orders.ts';
import { readProduct } from './read-products.ts';

export interface Page {
  batch: Batch;
  /** where the next page starts; null after the last */
  next: string | null;
  /** how many records a page may ask for without costing too much */
  size: number;
}

interface Asked extends AsRead {
  client: AdminClient;
  after: string | null;
  size: number;
  currency: string;
  /** only what changed at or after this instant, oldest change first */
  since?: number;
}

interface PageInfo {
  hasNextPage: boolean;
  endCursor: string | null;
}

/** Shopify's own limit of a page. */
export const LARGEST_PAGE = 250;

/** Reads a part page by page: what has changed since an instant, or all of it where no bulk operation is possible. */
export async function readPage(part: Part, asked: Asked): Promise<Page> {
  for (let size = asked.size; ; size = Math.ceil(size / 2)) {
    try {
      return { ...(await readers[part]({ ...asked, size })), size };
    } catch (error) {
      if (!(error instanceof QueryTooCostly) || size === 1) throw error;
    }
  }
}

interface PageVariables {
  first: number;
  after: string | null;
  query: string | null;
  sortKey: 'ID' | 'UPDATED_AT';
}

/** Variables of a page; `sortKey` has the same two names on every type. */
function variables({ size, after, since }: Asked): PageVariables {
  if (since === undefined) return { first: size, after, query: null, sortKey: 'ID' };
  const query = `updated_at:>='${new Date(since).toISOString()}'`;
  return { first: size, after, query, sortKey: 'UPDATED_AT' };
}

const readers: Record<Part, (asked: Asked) => Promise<Omit<Page, 'size'>>> = {
  products: async (asked) => {
    const { products } = await asked.client.query(HistoryProductsDocument, variables(asked));
    const batch = emptyBatch(asked.history);
    for (const told of products.nodes) {
      const variants = await rest(told.variants, async (after) => {
        const more = await asked.client.query(HistoryMoreVariantsDocument, { product: told.id, after });
        return more.product?.variants;
      });
      hear(batch.heard, { products: [readProduct(told, variants, asked)] });
    }
    return { batch: { ...batch, count: products.nodes.length }, next: nextOf(products.pageInfo) };
  },
  collections: async (asked) => {
    const { after, client, size } = asked;
    const { collections } = await client.query(HistoryCollectionsDocument, { first: size, after });
    const batch = emptyBatch(asked.history);
    for (const told of collections.nodes) {
      const products = await rest(told.products, (from) => membersAfter(client, told.id, from));
      const read = readCollection(told, products, asked);
      hear(batch.heard, { collections: [read.collection] });
      batch.members.push(read.members);
    }
    return { batch: { ...batch, count: collections.nodes.length }, next: nextOf(collections.pageInfo) };
  },
  customers: async (asked) => {
    const { customers } = await asked.client.query(HistoryCustomersDocument, variables(asked));
    const batch = emptyBatch(asked.history);
    for (const told of customers.nodes) hear(batch.heard, readCustomer(told, asked));
    return { batch: { ...batch, count: customers.nodes.length }, next: nextOf(customers.pageInfo) };
  },
  orders: async (asked) => {
    const { orders } = await asked.client.query(HistoryOrdersDocument, variables(asked));
    const batch = emptyBatch(asked.history);
    for (const told of orders.nodes) {
      const lines = await rest(told.lineItems, async (after) => {
        const more = await asked.client.query(HistoryMoreLinesDocument, { order: told.id, after });
        return more.order?.lineItems;
      });
      hear(batch.heard, readOrder(told, lines, asked));
    }
    return { batch: { ...batch, count: orders.nodes.length }, next: nextOf(orders.pageInfo) };
  },
  articles: async (asked) => {
    const { articles } = await asked.client.query(HistoryArticlesDocument, variables(asked));
    const batch = { ...emptyBatch(asked.history), articles: articles.nodes.map(readArticle) };
    return { batch: { ...batch, count: articles.nodes.length }, next: nextOf(articles.pageInfo) };
  },
};

const nextOf = (page: PageInfo) => (page.hasNextPage ? page.endCursor : null);

async function membersAfter(client: AdminClient, collection: string, after: string | null) {
  const { collection: told } = await client.query(CollectionMembersDocument, { collection, after });
  return told?.products;
}

/** The products of one collection; null when it is gone. */
export async function readMembers(client: AdminClient, collection: string): Promise<string[] | null> {
  const first = await membersAfter(client, collection, null);
  if (!first) return null;
  const products = await rest(first, (from) => membersAfter(client, collection, from));
  return products.map(({ id }) => legacyId(id));
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
