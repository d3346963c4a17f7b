import type { Trx } from '../../platform/db/db.ts';
import type { TypedDocumentString } from '../../platform/shopify/generated/graphql.ts';
import {
  BulkCustomerIdsDocument,
  BulkOrderIdsDocument,
  BulkProductIdsDocument,
} from '../../platform/shopify/generated/graphql.ts';
import { applyHeard } from '../apply.server.ts';
import { nothingHeard } from '../heard.ts';
import { inChunks } from '../upsert.ts';
import type { Swept } from './rules.ts';

export const SWEEP_DOCUMENTS: Record<Swept, TypedDocumentString<unknown, Record<string, never>>> = {
  products: BulkProductIdsDocument,
  customers: BulkCustomerIdsDocument,
  orders: BulkOrderIdsDocument,
};

const TABLES = { products: 'product', customers: 'customer', orders: 'orders' } as const;

export async function noteSeen(trx: Trx, shop: string, kind: Swept, ids: readonly string[]): Promise<void> {
  await inChunks(ids, 3, (some) =>
    trx
      .insertInto('reconcile_seen')
      .values(some.map((id) => ({ shop, kind, id })))
      .onConflict((conflict) => conflict.columns(['shop', 'kind', 'id']).doNothing())
      .execute(),
  );
}

export async function forgetSeen(trx: Trx, shop: string): Promise<void> {
  await trx.deleteFrom('reconcile_seen').where('shop', '=', shop).execute();
}

interface Sweep {
  kind: Swept;
  /** what changed here after this instant was not there when Shopify listed */
  listedAt: number;
  /** orders placed before it are not shown to the app, and so not listed */
  placedSince: number | null;
}

/** Shares above this are not believed: rather an access that was lost than a shop that deleted most of what it had. */
const MOST_GONE = 0.5;
const FEW = 20;

/**
 * What is known here and was not listed is gone: told the way a webhook would have told it.
 * @returns how much was gone; null when so much was that it is not believed
 */
export async function hearGone(trx: Trx, shop: string, sweep: Sweep, now: number): Promise<number | null> {
  const { kind } = sweep;
  const known = candidates(trx, shop, sweep);
  const { count } = await known.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  const gone = await known
    .where((eb) =>
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
    )
    .select('known.id')
    .execute();
  if (gone.length > FEW && gone.length > Number(count) * MOST_GONE) return null;
  const ids = gone.map(({ id }) => ({ id, at: now }));
  const heard = nothingHeard();
  if (kind === 'products') heard.deletedProducts = ids;
  else if (kind === 'customers') heard.deletedCustomers = ids;
  else heard.deletedOrders = ids;
  if (ids.length > 0) await applyHeard(trx, shop, heard, now);
  return ids.length;
}

/** Told by Shopify (its ids are numbers; a file's begin with a word), not deleted, and there when it listed. */
function candidates(trx: Trx, shop: string, { kind, listedAt, placedSince }: Sweep) {
  const query = trx
    // the three have alike what is asked of them here
    .selectFrom(`${TABLES[kind]} as known` as 'orders as known')
    .where('known.shop', '=', shop)
    .where('known.deleted_at', 'is', null)
    .where('known.updated_at', '<', listedAt)
    .where('known.updated_at', '>', 0)
    .where('known.id', 'not like', 'import:%');
  return kind === 'orders' && placedSince !== null ? query.where('known.placed_at', '>=', placedSince) : query;
}
