import { PROGRESS } from '../../listen/facts/fact.ts';
import type { Trx } from '../../platform/db/db.ts';
import { LEARN_KINDS } from './learn-worker.server.ts';

/**
 * Two contacts turned out to be one: her clicks may now explain her orders, so they are learned once more. The credit
 * rows themselves are written anew by that.
 */
export async function creditMerged(trx: Trx, shop: string, from: string, to: string): Promise<void> {
  await trx.updateTable('credit').set({ contact: to }).where('shop', '=', shop).where('contact', '=', from).execute();
  await trx
    .updateTable('fact')
    .set({ progress: PROGRESS.decided })
    .where('shop', '=', shop)
    // whether the facts have been moved already is the caller's affair
    .where('contact', 'in', [from, to])
    .where('kind', 'in', [...LEARN_KINDS])
    .where('progress', '=', PROGRESS.learned)
    .execute();
}
