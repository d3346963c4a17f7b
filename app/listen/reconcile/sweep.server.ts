import { sql } from 'kysely';
import type { Reader, Trx } from '../../platform/db/db.ts';
import type { TypedDocumentString } from '../../platform/shopify/generated/graphql.ts';
import {
  BulkArticleIdsDocument,
  BulkCollectionsDocument,
  BulkCustomerIdsDocument,
  BulkOrderIdsDocument,
  BulkProductIdsDocument,
} from '../../platform/shopify/generated/graphql.ts';
import { applyHeard } from '../apply.server.ts';
import { removeArticles } from '../articles/store.server.ts';
import { nothingHeard } from '../heard.ts';
import { inChunks } from '../upsert.ts';
import type { Swept } from './rules.ts';

export const SWEEP_DOCUMENTS: Record<Swept, TypedDocumentString<unknown, Record<string, never>>> = {
  products: BulkProductIdsDocument,
  customers: BulkCustomerIdsDocument,
  orders: BulkOrderIdsDocument,
  articles: BulkArticleIdsDocument,
  collections: BulkCollectionsDocument,
};

const TABLES = {
  products: 'product',
  customers: 'customer',
  orders: 'orders',
  articles: 'article',
  collections: 'collection',
} as const;

export async function noteSeen(trx: Trx, shop: string, kind: Swept, ids: readonly string[]): Promise<void> {
  await inChunks(ids, 3, (some) =>
    trx
      .insertInto('reconcile_seen')
      .values(some.map((id) => ({ shop, kind, id })))
      .onConflict((conflict) => conflict.columns(['shop', 'kind', 'id']).doNothing())
      .execute(),
  );
}

/** What a list left here; some at a time, because emptying a long one would keep everybody else waiting. */
export async function hasSeen(read: Reader, shop: string): Promise<boolean> {
  const query = read.selectFrom('reconcile_seen').select('id').where('shop', '=', shop).limit(1);
  return (await query.executeTakeFirst()) !== undefined;
}

const FORGOTTEN_AT_ONCE = 10_000;

export async function forgetSomeSeen(trx: Trx, shop: string): Promise<void> {
  await sql`delete from reconcile_seen where shop = ${shop} and (kind, id) in (
    select kind, id from reconcile_seen where shop = ${shop} order by kind, id limit ${sql.lit(FORGOTTEN_AT_ONCE)}
  )`.execute(trx);
}

export interface Sweep {
  kind: Swept;
  /** what changed here after this instant was not there when Shopify listed */
  listedAt: number;
  /** orders placed before it are not shown to the app, and so not listed */
  placedSince: number | null;
}

/** Shares above this are not believed: rather an access that was lost than a shop that deleted most of what it had. */
const MOST_GONE = 0.5;
const FEW = 20;

/** Whether what was not listed is little enough to be gone. */
export const isBelievable = ({ known, gone }: { known: number; gone: number }) =>
  gone <= FEW || gone <= known * MOST_GONE;

/** What is known here, some ids at a time in their order: a walk over all of them would keep the doors waiting. */
export interface Stretch {
  known: number;
  /** known, and not listed */
  gone: string[];
  /** null when nothing follows */
  last: string | null;
}

const STRETCH = 2000;

export async function nextStretch(read: Reader, shop: string, sweep: Sweep, after: string): Promise<Stretch> {
  const stretch = candidates(read, shop, sweep)
    .select(['known.shop', 'known.id'])
    .where('known.id', '>', after)
    .orderBy('known.id')
    .limit(STRETCH)
    .as('known');
  const rows = await read
    .selectFrom(stretch)
    .leftJoin('reconcile_seen', (join) =>
      join
        .onRef('reconcile_seen.shop', '=', 'known.shop')
        .on('reconcile_seen.kind', '=', sweep.kind)
        .onRef('reconcile_seen.id', '=', 'known.id'),
    )
    .select(['known.id', 'reconcile_seen.id as listed'])
    .orderBy('known.id')
    .execute();
  return {
    known: rows.length,
    gone: rows.filter(({ listed }) => listed === null).map(({ id }) => id),
    last: rows.length < STRETCH ? null : (rows.at(-1)?.id ?? null),
  };
}

/**
 * Tells what is gone the way a webhook would have told it; what was heard anew meanwhile is not.
 * @returns how much was gone
 */
export async function hearGone(
  trx: Trx,
  shop: string,
  sweep: Sweep,
  ids: readonly string[],
  now: number,
): Promise<number> {
  if (ids.length === 0) return 0;
  const rows = await candidates(trx, shop, sweep).select('known.id').where('known.id', 'in', ids).execute();
  if (rows.length === 0) return 0;
  const gone = rows.map(({ id }) => ({ id, at: now }));
  const heard = nothingHeard();
  switch (sweep.kind) {
    case 'products':
      heard.deletedProducts = gone;
      break;
    case 'customers':
      heard.deletedCustomers = gone;
      break;
    case 'orders':
      heard.deletedOrders = gone;
      break;
    case 'collections':
      heard.deletedCollections = gone;
      break;
    case 'articles':
      await removeArticles(trx, shop, gone);
      return gone.length;
    default:
      return sweep.kind satisfies never;
  }
  await applyHeard(trx, shop, heard, now);
  return gone.length;
}

/** Told by Shopify (its ids are numbers; a file's begin with a word), not deleted, and there when it listed. */
function candidates(read: Reader | Trx, shop: string, { kind, listedAt, placedSince }: Sweep) {
  const query = read
    // they have alike what is asked of them here
    .selectFrom(`${TABLES[kind]} as known` as 'orders as known')
    .where('known.shop', '=', shop)
    .where('known.deleted_at', 'is', null)
    .where('known.updated_at', '<', listedAt)
    .where('known.updated_at', '>', 0)
    .where('known.id', 'not like', 'import:%');
  if (kind !== 'orders' || placedSince === null) return query;
  // plus nothing: or the index of the days is walked, and sorted by id for each stretch
  return query.where(sql<number>`known.placed_at + 0`, '>=', placedSince);
}
