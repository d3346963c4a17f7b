import type { Trx } from '../../platform/db/db.ts';
import { beginsAt } from './plan.ts';
import { campaignOf } from './store.server.ts';

/** The shop's clock is another: what waits for an hour of it waits for that hour of the new one. */
export async function rescheduleCampaigns(trx: Trx, shop: string, now: number): Promise<void> {
  const row = await trx.selectFrom('shop').select('timezone').where('shop', '=', shop).executeTakeFirst();
  const scheduled = await trx
    .selectFrom('campaign')
    .selectAll()
    .where('shop', '=', shop)
    .where('state', '=', 'scheduled')
    .execute();
  for (const { id, plan } of scheduled.map(campaignOf)) {
    // "now" is no hour, and everybody's own begins at the same instant whatever the shop's clock
    if (plan.schedule.kind === 'now' || plan.schedule.kind === 'local') continue;
    const at = beginsAt(plan, row?.timezone ?? 'UTC', now);
    await trx
      .updateTable('campaign')
      .set({ scheduled_at: at, due_at: at })
      .where('shop', '=', shop)
      .where('id', '=', id)
      .execute();
  }
}
