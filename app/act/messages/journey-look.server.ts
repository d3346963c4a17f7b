// What every channel but mail asks of a journey before one of its messages leaves. Mails about a cart ask the same of their cart.
import { findPurchases } from '../../decide/journeys/purchases.server.ts';
import type { Reason } from '../../decide/journeys/reason.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { MessageRow } from './delivery/message-row.ts';

/** @returns by message, why it stays, whoever it is for; one that goes on is not in the map */
export async function lookAtJourneys(
  trx: Trx,
  shop: string,
  messages: readonly MessageRow[],
): Promise<Map<string, Reason>> {
  const stays = new Map<string, Reason>();
  if (messages.length === 0) return stays;
  const installed = await trx.selectFrom('shop').select('uninstalled_at').where('shop', '=', shop).executeTakeFirst();
  const on = await trx.selectFrom('journey').select('id').where('shop', '=', shop).where('status', '=', 'on').execute();
  const journeysOn = new Set(on.map(({ id }) => id));
  const carts = await cartsOf(trx, shop, messages);
  const passages = messages.map(({ subject_id: subject, contact }) => ({ subject: subject ?? '', contact }));
  const purchases = await findPurchases(trx, shop, passages);
  for (const { id, journey, subject_id: subject, contact } of messages) {
    const purchase = purchases.of(subject ?? '', contact);
    if (installed?.uninstalled_at !== null) stays.set(id, { code: 'uninstalled' });
    else if (purchase) stays.set(id, { code: 'bought', order: purchase.order, by: purchase.by });
    else if (journey !== null && !journeysOn.has(journey)) stays.set(id, { code: 'switched_off' });
    else if (subject !== null && !carts.has(subject)) stays.set(id, { code: 'no_cart' });
  }
  return stays;
}

/** Checkouts that there is something to return to. */
async function cartsOf(trx: Trx, shop: string, messages: readonly MessageRow[]): Promise<Set<string>> {
  const tokens = [...new Set(messages.flatMap(({ subject_id: subject }) => subject ?? []))];
  if (tokens.length === 0) return new Set();
  const rows = await trx
    .selectFrom('checkout')
    .select('token')
    .where('shop', '=', shop)
    .where('token', 'in', tokens)
    .where('restore_url', 'is not', null)
    .where('lines', '<>', '[]')
    .where('deleted_at', 'is', null)
    .execute();
  return new Set(rows.map(({ token }) => token));
}
