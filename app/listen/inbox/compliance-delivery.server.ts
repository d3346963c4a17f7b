import type { Reader, Trx } from '../../platform/db/db.ts';
import type { Named } from '../../shop/privacy/person.ts';
import { namedIn } from './named.ts';

/** Whom the delivery of a request under privacy law names; null when it names nobody or is not here any more. */
export async function readComplianceDelivery(reader: Reader, shop: string, id: string): Promise<Named | null> {
  const row = await reader
    .selectFrom('inbox')
    .select('payload')
    .where('shop', '=', shop)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? namedIn(row.payload) : null;
}

/** The request has been acted on: that it came stays, whom it named goes. */
export async function letComplianceDeliveryGo(trx: Trx, shop: string, id: string): Promise<void> {
  await trx.updateTable('inbox').set({ payload: '' }).where('shop', '=', shop).where('id', '=', id).execute();
}
