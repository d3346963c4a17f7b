import type { Trx } from '../../platform/db/db.ts';

/** Two contacts turned out to be one: messages, sent or waiting, go to the one that stays; their keys do not change. */
export async function messagesMerged(trx: Trx, shop: string, from: string, to: string): Promise<void> {
  await trx.updateTable('message').set({ contact: to }).where('shop', '=', shop).where('contact', '=', from).execute();
}
