import { reschedulePosts } from './act/social/zone-moved.server.ts';
import { rescheduleCampaigns } from './decide/campaigns/zone-moved.server.ts';
import type { Trx } from './platform/db/db.ts';
import { queueRescore } from './understand/scoring/rescore-task.server.ts';

/** What goes by the shop's clock, when that is another. */
export async function zoneMoved(trx: Trx, shop: string, now: number): Promise<void> {
  await queueRescore(trx, shop, now);
  await rescheduleCampaigns(trx, shop, now);
  await reschedulePosts(trx, shop, now);
}
