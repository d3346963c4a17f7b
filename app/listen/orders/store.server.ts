import { sql } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';
import { emptyCarts } from '../carts/store.server.ts';
import { understandAgain } from '../facts/store.server.ts';
import type { HeardOrder } from '../heard.ts';
import { excluded, inChunks, isNewer, newestVersions } from '../upsert.ts';
import type { Versioned } from '../version.ts';
import { applyLines } from './lines.server.ts';

const TOLD = [
  'name',
  'identity',
  'email',
  'customer_id',
  'checkout_token',
  'cart_token',
  'client_id',
  'currency',
  'total',
  'discounts',
  'discount_codes',
  'counted',
  'test',
  'cancelled_at',
  'placed_at',
  'updated_at',
  'source',
  'landing_page',
  'referrer',
  'utm',
  'version',
] as const;

export async function applyOrders(trx: Trx, shop: string, heard: readonly HeardOrder[], now: number): Promise<void> {
  if (heard.length === 0) return;
  const orders = newestVersions(heard, (order) => order.id, now);
  const before = await standing(trx, shop, orders);
  const fresh = new Set<string>();
  await inChunks(orders, 23, async (some) => {
    const written = await trx
      .insertInto('orders')
      .values(some.map((order) => orderRow(shop, order)))
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(TOLD)).where(isNewer('orders')))
      .returning('id')
      .execute();
    for (const { id } of written) fresh.add(id);
  });
  const changed = orders.map(({ entity }) => entity).filter((order) => fresh.has(order.id));
  await applyLines(trx, shop, changed, now);
  await emptyCarts(trx, shop, changed);
  const otherwise = changed.filter((order) => countsOtherwise(before.get(order.id), order));
  await understandAgain(trx, shop, otherwise.map(placedFact));
}

/** Deleted orders keep their row and count for nobody, whatever is heard of them late. */
export async function uncountDeleted(trx: Trx, shop: string, ids: readonly string[]): Promise<void> {
  await inChunks([...new Set(ids)], 1, async (some) => {
    const gone = trx
      .updateTable('orders')
      .from('gone')
      .set({ counted: 0, deleted_at: sql`gone.at` })
      .where('orders.shop', '=', shop)
      .where('orders.id', 'in', some)
      .where('gone.shop', '=', shop)
      .where('gone.kind', '=', 'order')
      .whereRef('gone.id', '=', 'orders.id')
      .where((eb) =>
        eb.or([
          eb('orders.counted', '=', 1),
          sql<boolean>`orders.deleted_at is null`,
          sql<boolean>`orders.deleted_at > gone.at`,
        ]),
      );
    const rows = await gone.returning('orders.id').execute();
    await understandAgain(trx, shop, rows.map(placedFact));
  });
}

const placedFact = ({ id }: { id: string }) => `order:${id}:placed`;

interface Standing {
  identity: string | null;
  test: number;
  counted: number;
}

async function standing(
  trx: Trx,
  shop: string,
  orders: readonly Versioned<HeardOrder>[],
): Promise<Map<string, Standing>> {
  const known = new Map<string, Standing>();
  await inChunks(orders, 1, async (some) => {
    const rows = await trx
      .selectFrom('orders')
      .select(['id', 'identity', 'test', 'counted'])
      .where('shop', '=', shop)
      .where(
        'id',
        'in',
        some.map(({ entity }) => entity.id),
      )
      .execute();
    for (const { id, ...row } of rows) known.set(id, row);
  });
  return known;
}

/**
 * Whoever had it must be told that it is somebody else's now: the new state speaks of the new owner only. And of two
 * states of one second, one cancelled and one not, the facts may say the same.
 */
function countsOtherwise(before: Standing | undefined, order: HeardOrder): boolean {
  if (before === undefined) return false;
  const { identity, test, counted } = orderCounts(order);
  return before.identity !== identity || before.test !== test || before.counted !== counted;
}

function orderCounts({ identity, test, cancelledAt }: HeardOrder): Standing {
  return { identity, test: test ? 1 : 0, counted: test || cancelledAt !== null ? 0 : 1 };
}

function orderRow(shop: string, { entity: order, version }: Versioned<HeardOrder>) {
  return {
    shop,
    id: order.id,
    name: order.name,
    ...orderCounts(order),
    email: order.email,
    customer_id: order.customerId,
    checkout_token: order.checkoutToken,
    cart_token: order.cartToken,
    client_id: order.clientId,
    currency: order.currency,
    total: order.total,
    discounts: order.discounts ?? null,
    discount_codes: order.discountCodes ? JSON.stringify(order.discountCodes) : null,
    cancelled_at: order.cancelledAt,
    placed_at: order.placedAt,
    updated_at: order.updatedAt,
    source: order.source,
    landing_page: order.landingPage,
    referrer: order.referrer,
    utm: order.utm && JSON.stringify(order.utm),
    version,
  };
}
