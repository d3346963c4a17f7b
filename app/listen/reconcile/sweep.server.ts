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
export async function isBelievable(read: Reader, shop: string, sweep: Sweep): Promise<boolean> {
  const known = candidates(read, shop, sweep);
  const few = await unlisted(known, sweep.kind)
    .select('known.id')
    .limit(FEW + 1)
    .execute();
  if (few.length <= FEW) return true;
  const { count: all } = await known.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  const { count: gone } = await unlisted(known, sweep.kind)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(gone) <= Number(all) * MOST_GONE;
}

/** The next ids that are known here and were not listed, in their order. */
export async function goneAfter(read: Reader, shop: string, sweep: Sweep, after: string, limit: number) {
  const rows = await unlisted(candidates(read, shop, sweep), sweep.kind)
    .select('known.id')
    .where('known.id', '>', after)
    .orderBy('known.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
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
  return kind === 'orders' && placedSince !== null ? query.where('known.placed_at', '>=', placedSince) : query;
}

function unlisted(known: ReturnType<typeof candidates>, kind: Swept) {
  return known.where((eb) =>
    eb.not(
      eb.exists(
        eb
          .selectFrom('reconcile_seen')
          .select('reconcile_seen.id')
          .whereRef('reconcile_seen.shop', '=', 'known.shop')
          .where('reconcile_seen.kind', '=', kind)
          .whereRef('reconcile_seen.id', '=', 'known.id'),
      ),
    ),
  );
}
