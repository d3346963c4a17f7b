// The members of one of Shopify's own segments, a page at a time.
import { sql } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';
import type { AdminClient } from '../../platform/shopify/admin/admin.server.ts';
import { QueryRefused } from '../../platform/shopify/admin/query-refused.ts';
import { ShopifySegmentMembersDocument } from '../../platform/shopify/generated/graphql.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import { TaskRefused } from '../../platform/work/tasks/task.ts';
import type { Segment } from './segment.ts';

/** A page costs about as many points: a second of the smallest bucket. */
const MEMBERS_A_PAGE = 250;

export const segmentGid = (id: string) => `gid://shopify/Segment/${id}`;

export interface TheirMembers {
  /** what Shopify calls the segment now */
  name: string | null;
  /** identities of customers */
  customers: string[];
  /** of the following page; null on the last */
  next: string | null;
  total: number;
}

/** @throws TaskRefused when Shopify no longer has the segment */
export async function theirMembers(client: AdminClient, segment: Segment, after: string): Promise<TheirMembers> {
  const variables = {
    segment: segmentGid(segment.shopifyId ?? ''),
    first: MEMBERS_A_PAGE,
    after: after === '' ? null : after,
  };
  const { segment: told, customerSegmentMembers: page } = await client
    .query(ShopifySegmentMembersDocument, variables)
    .catch((error: unknown) => {
      if (error instanceof QueryRefused) throw new TaskRefused(error.message, { cause: error });
      throw error;
    });
  return {
    name: told?.name ?? null,
    // a member's id is that of its customer, under a name of its own
    customers: page.edges.map(({ node }) => `customer:${legacyId(node.id)}`),
    next: page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null,
    total: page.totalCount,
  };
}

/** Those whom we know as contacts become members; the others are not heard of yet. */
export async function gatherTheirs(
  trx: Trx,
  { shop, now }: { shop: string; now: number },
  { id, generation, building }: Pick<Segment, 'id' | 'generation' | 'building'>,
  customers: readonly string[],
): Promise<void> {
  if (customers.length === 0) return;
  await trx
    .insertInto('segment_member')
    .columns(['shop', 'segment', 'generation', 'contact', 'joined_at', 'source'])
    .expression((eb) =>
      eb
        .selectFrom('identity')
        .leftJoin('segment_member as stood', (join) =>
          join
            .onRef('stood.shop', '=', 'identity.shop')
            .onRef('stood.contact', '=', 'identity.contact')
            .on('stood.segment', '=', id)
            .on('stood.generation', '=', generation),
        )
        .select([
          'identity.shop',
          sql<string>`cast(${id} as text)`.as('segment'),
          sql<number>`cast(${building} as integer)`.as('generation'),
          'identity.contact',
          sql<number>`coalesce(stood.joined_at, cast(${now} as bigint))`.as('joined_at'),
          sql<string>`cast('shopify' as text)`.as('source'),
        ])
        .distinct()
        .where('identity.shop', '=', shop)
        .where('identity.id', 'in', customers),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
