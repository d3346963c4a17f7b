import type { Trx } from '../../platform/db/db.ts';
import type { IdentityId, NewFact } from '../facts/fact.ts';
import type { Heard, HeardRefund } from '../heard.ts';
import { excluded, inChunks, newest } from '../upsert.ts';
import { versionOf } from '../version.ts';

/**
 * Refunds, and with them what each order has given back; a refund may be heard before its order.
 * @returns the facts that have become tellable: a refund says nothing of who, only its order does
 */
export async function applyRefunds(trx: Trx, shop: string, heard: Heard, now: number): Promise<NewFact[]> {
  const refunds = newest(
    heard.refunds.map((refund) => ({ refund, version: refundVersion(refund, now) })),
    ({ refund }) => refund.id,
    ({ version }) => version,
  );
  await inChunks(refunds, 6, (some) =>
    trx
      .insertInto('refund')
      .values(some.map(({ refund, version }) => ({ ...refundRow(shop, refund), version })))
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'id'])
          .doUpdateSet(excluded(['order_id', 'amount', 'at', 'version']))
          .where((eb) =>
            eb.or([eb('refund.version', 'is', null), eb('excluded.version', '>', eb.ref('refund.version'))]),
          ),
      )
      .execute(),
  );
  const facts: NewFact[] = [];
  const touched = new Set([...refunds.map(({ refund }) => refund.orderId), ...heard.orders.map((order) => order.id)]);
  await inChunks([...touched], 1, async (ids) => {
    const known = await trx
      .selectFrom('refund')
      .innerJoin('orders', (join) =>
        join.onRef('orders.shop', '=', 'refund.shop').onRef('orders.id', '=', 'refund.order_id'),
      )
      .select(['refund.id', 'order_id', 'amount', 'at', 'identity', 'currency', 'test'])
      .where('refund.shop', '=', shop)
      .where('refund.order_id', 'in', ids)
      .execute();
    if (known.length === 0) return;
    await sumRefunds(trx, shop, [...new Set(known.map((refund) => refund.order_id))]);
    for (const refund of known) {
      if (refund.identity === null || refund.test === 1) continue;
      facts.push({
        id: `refund:${refund.id}`,
        kind: 'order.refunded',
        occurredAt: refund.at,
        identity: refund.identity as IdentityId,
        verified: true,
        subject: refund.order_id,
        amount: refund.amount,
        currency: refund.currency,
        data: { order: refund.order_id, ...(heard.history && { history: true }) },
        told: 'now',
      });
    }
  });
  return facts;
}

async function sumRefunds(trx: Trx, shop: string, orders: readonly string[]): Promise<void> {
  await trx
    .updateTable('orders')
    .set((eb) => ({
      refunded: eb
        .selectFrom('refund')
        .select((refund) => refund.fn.coalesce(refund.fn.sum<number>('refund.amount'), refund.lit(0)).as('refunded'))
        .whereRef('refund.shop', '=', 'orders.shop')
        .whereRef('refund.order_id', '=', 'orders.id'),
    }))
    .where('shop', '=', shop)
    .where('id', 'in', orders)
    .execute();
}

const refundVersion = (refund: HeardRefund, now: number) =>
  versionOf({ ...refundRow('', refund), updatedAt: refund.told?.updatedAt ?? refund.at, ...toldAt(refund) }, now);

const toldAt = ({ told }: HeardRefund) => (told?.toldAt === undefined ? {} : { toldAt: told.toldAt });

function refundRow(shop: string, refund: HeardRefund) {
  return { shop, id: refund.id, order_id: refund.orderId, amount: refund.amount, at: refund.at };
}
