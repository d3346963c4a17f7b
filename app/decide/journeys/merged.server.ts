import type { Trx } from '../../platform/db/db.ts';

/**
 * Two contacts turned out to be one: passages go to the one that stays. Their subjects (checkouts) differ, so nothing
 * collides; the arm stays as it was fixed at entry.
 */
export async function journeysMerged(trx: Trx, shop: string, from: string, to: string): Promise<void> {
  await trx
    .updateTable('enrolment')
    .set({ contact: to })
    .where('shop', '=', shop)
    .where('contact', '=', from)
    .execute();
}
