import { sql } from 'kysely';
import type { Database, Trx } from '../../platform/db/db.ts';
import { inChunks } from '../upsert.ts';
import type { Delivery, SendingShop } from './read-delivery.ts';

/** Columns of a captured delivery, in the order of `capturedRow`. */
export const CAPTURED = [
  'shop',
  'id',
  'topic',
  'api_version',
  'event_id',
  'triggered_at',
  'received_at',
  'payload',
  'state',
  'due_at',
  'reason',
] as const;

/**
 * Since when each shop's oldest delivery is due, or when the first that was put off comes again. Walks from shop to shop
 * through the index: the queue may be long where the shops are few.
 */
export async function pendingShops(db: Database, now: number): Promise<{ shop: string; at: number }[]> {
  const rows = await sql<{ shop: string; due: number | null; later: number | null }>`
    with recursive sender(shop) as (
      select min(shop) from inbox
      union all
      select (select min(inbox.shop) from inbox where inbox.shop > sender.shop) from sender where sender.shop is not null
    )
    select shop, (
      select due_at from inbox
      where inbox.shop = sender.shop and state = 'queued' and due_at + 0 <= ${now} order by received_at limit 1
    ) as due, (
      select due_at from inbox where inbox.shop = sender.shop and state = 'queued' order by received_at limit 1
    ) as later
    from sender where shop is not null`.execute(db.read);
  return rows.rows.flatMap(({ shop, due, later }) => {
    const at = due ?? later;
    return at === null ? [] : [{ shop, at }];
  });
}

/** The next deliveries of a shop, and when to come again if there is none now. */
export async function dueDeliveries(
  db: Database,
  shop: string,
  limit: number,
  now: number,
): Promise<{ due: Delivery[]; later: number | null }> {
  const due = await db.read
    .selectFrom('inbox')
    .select(['id', 'topic', 'payload', 'triggered_at', 'received_at'])
    .where('shop', '=', shop)
    .where('state', '=', 'queued')
    // not a bare column, or the planner walks the queue of all shops by its due time and sorts it
    .where(sql<number>`due_at + 0`, '<=', now)
    .orderBy('received_at')
    .limit(limit)
    .execute();
  if (due.length === limit) return { due, later: null };
  const next = await db.read
    .selectFrom('inbox')
    .select((eb) => eb.fn.min<number | null>('due_at').as('at'))
    .where('shop', '=', shop)
    .where('state', '=', 'queued')
    .where('due_at', '>', now)
    .executeTakeFirst();
  return { due, later: next?.at ?? null };
}

export async function sendingShop(db: Database, shop: string): Promise<SendingShop> {
  const row = await db.read
    .selectFrom('shop')
    .select(['currency', 'uninstalled_at'])
    .where('shop', '=', shop)
    .executeTakeFirst();
  return row ? { currency: row.currency, uninstalledAt: row.uninstalled_at } : null;
}

/** Marks deliveries as applied. What was applied stands in entities and facts, so the personal text is let go. */
export async function finish(
  trx: Trx,
  shop: string,
  rows: readonly { id: string; keepPayload: boolean }[],
  now: number,
): Promise<void> {
  for (const keepPayload of [false, true]) {
    const ids = rows.filter((row) => row.keepPayload === keepPayload).map((row) => row.id);
    await inChunks(ids, 1, (some) =>
      trx
        .updateTable('inbox')
        .set({ state: 'done', done_at: now, reason: null, ...(!keepPayload && { payload: '' }) })
        .where('shop', '=', shop)
        .where('id', 'in', some)
        .execute(),
    );
  }
}

/** Puts deliveries that will never apply where the merchant sees them, each with its reason. */
export async function refuse(
  db: Database,
  shop: string,
  rows: readonly { id: string; reason: string }[],
  now: number,
): Promise<void> {
  const byReason = Map.groupBy(rows, (row) => row.reason);
  await db.write(async (trx) => {
    for (const [reason, same] of byReason) {
      await trx
        .updateTable('inbox')
        .set({ state: 'attention', reason, done_at: now })
        .where('shop', '=', shop)
        .where(
          'id',
          'in',
          same.map((row) => row.id),
        )
        .execute();
    }
  });
}

/** A delivery that failed comes again later; after the last try it needs attention. @returns how often it was tried */
export async function postpone(
  db: Database,
  shop: string,
  id: string,
  backOff: readonly number[],
  now: number,
  reason: string,
): Promise<number> {
  return db.write(async (trx) => {
    const row = await trx
      .updateTable('inbox')
      .set({ attempts: sql`attempts + 1`, reason: `could not be applied: ${reason}` })
      .where('shop', '=', shop)
      .where('id', '=', id)
      .returning('attempts')
      .executeTakeFirst();
    const attempts = row?.attempts ?? 0;
    const wait = backOff[attempts - 1];
    await trx
      .updateTable('inbox')
      .set(wait === undefined ? { state: 'attention', done_at: now } : { due_at: now + wait })
      .where('shop', '=', shop)
      .where('id', '=', id)
      .execute();
    return attempts;
  });
}
