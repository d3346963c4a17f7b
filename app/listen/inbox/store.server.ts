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

export async function pendingShops(db: Database): Promise<{ shop: string; at: number }[]> {
  const rows = await db.read
    .selectFrom('inbox')
    .select((eb) => ['shop', eb.fn.min<number>('due_at').as('at')])
    .where('state', '=', 'queued')
    .groupBy('shop')
    .execute();
  return rows.map(({ shop, at }) => ({ shop, at: Number(at) }));
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
    .where('due_at', '<=', now)
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
