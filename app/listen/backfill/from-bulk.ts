import type { Group } from '../../platform/shopify/bulk/bulk-result.server.ts';
import {
  BulkArticlesDocument,
  BulkCollectionsDocument,
  BulkCustomersDocument,
  BulkOrdersDocument,
  BulkProductsDocument,
  type HistoryArticleFragment,
  type HistoryCollectionFragment,
  type HistoryCustomerFragment,
  type HistoryLineFragment,
  type HistoryOrderFragment,
  type HistoryProductFragment,
  type HistoryVariantFragment,
  type TypedDocumentString,
} from '../../platform/shopify/generated/graphql.ts';
import { readArticle } from '../articles/read-article.ts';
import { hear } from '../heard.ts';
import type { AsRead } from './as-read.ts';
import { type Batch, emptyBatch } from './batch.server.ts';
import type { Part } from './parts.ts';
import { readCollection } from './read-collections.ts';
import { readCustomer } from './read-customers.ts';
import { readOrder } from './read-orders.ts';
import { readProduct } from './read-products.ts';

/** What Shopify is asked to write into a file. */
export const BULK_DOCUMENTS: Record<Part, TypedDocumentString<unknown, Record<string, never>>> = {
  products: BulkProductsDocument,
  collections: BulkCollectionsDocument,
  customers: BulkCustomersDocument,
  orders: BulkOrdersDocument,
  articles: BulkArticlesDocument,
};

type Asked = AsRead & { currency: string };

/** Some objects of the file. Their fields are those of the document, whose types the schema gives. */
export function batchOf(part: Part, groups: readonly Group[], asked: Asked): Batch {
  const batch = { ...emptyBatch(asked.history), count: groups.length };
  for (const { root, nested } of groups) readers[part](batch, root, nested, asked);
  return batch;
}

type Reader = (batch: Batch, root: unknown, nested: unknown, asked: Asked) => void;

const readers: Record<Part, Reader> = {
  products: ({ heard }, root, nested, asked) =>
    hear(heard, {
      products: [readProduct(root as HistoryProductFragment, nested as HistoryVariantFragment[], asked)],
    }),
  collections: ({ heard, members }, root, nested, asked) => {
    const read = readCollection(root as HistoryCollectionFragment, nested as { id: string }[], asked);
    hear(heard, { collections: [read.collection] });
    members.push(read.members);
  },
  customers: ({ heard }, root, _nested, asked) => hear(heard, readCustomer(root as HistoryCustomerFragment, asked)),
  orders: ({ heard }, root, nested, asked) =>
    hear(heard, readOrder(root as HistoryOrderFragment, nested as HistoryLineFragment[], asked)),
  articles: ({ articles }, root) => {
    articles.push(readArticle(root as HistoryArticleFragment));
  },
};
