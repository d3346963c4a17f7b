// Shopify's own segments, page by page: it lists them by their ids, so a name is looked for among all of them.
import type { AdminClient } from '../../platform/shopify/admin/admin.server.ts';
import { ShopifySegmentsDocument, type ShopifySegmentsQuery } from '../../platform/shopify/generated/graphql.ts';

const SEGMENTS_A_PAGE = 250;
/** A shop that has more than fit is told so. */
const MOST_PAGES = 10;

export type TheirSegmentNode = ShopifySegmentsQuery['segments']['nodes'][number];

export interface TheirPage {
  nodes: readonly TheirSegmentNode[];
  /** there are others behind the last page that is read */
  beyond: boolean;
}

/** Whoever has found what was looked for asks for no further page. */
export async function* theirSegments(client: AdminClient): AsyncGenerator<TheirPage> {
  let after: string | null = null;
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { nodes, pageInfo }: ShopifySegmentsQuery['segments'] = await pageAfter(client, after);
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
    yield { nodes, beyond: after !== null && page === MOST_PAGES };
    if (after === null) return;
  }
}

const pageAfter = async (client: AdminClient, after: string | null) =>
  (await client.query(ShopifySegmentsDocument, { first: SEGMENTS_A_PAGE, after })).segments;
