import type { Trx } from '../../platform/db/db.ts';
import { campaignOf, changeCampaign } from './store.server.ts';

/** Of two states the one that stays: a mail that was queued for either is the mail of both. */
const STRONGEST = ['queued', 'frozen', 'waiting', 'left_out'];

/**
 * Two contacts turned out to be one: whoever was a member of a campaign still is, once. An audience that is being frozen
 * may have passed the one that stays already; she is looked at once more at its end.
 */
export async function campaignsMerged(trx: Trx, shop: string, from: string, to: string): Promise<void> {
  const members = await trx
    .deleteFrom('campaign_member')
    .where('shop', '=', shop)
    .where('contact', '=', from)
    .returningAll()
    .execute();
  for (const member of members) {
    const one = trx
      .selectFrom('campaign_member')
      .select('state')
      .where('shop', '=', shop)
      .where('campaign', '=', member.campaign)
      .where('contact', '=', to);
    const other = await one.executeTakeFirst();
    if (other && STRONGEST.indexOf(other.state) <= STRONGEST.indexOf(member.state)) continue;
    const { variant, arm, state, reason, due_at } = member;
    const row = { variant, arm, state, reason, due_at };
    await trx
      .insertInto('campaign_member')
      .values({ shop, campaign: member.campaign, contact: to, ...row })
      .onConflict((conflict) => conflict.columns(['shop', 'campaign', 'contact']).doUpdateSet(row))
      .execute();
  }
  await lookAgain(trx, shop, from, to);
}

async function lookAgain(trx: Trx, shop: string, from: string, to: string): Promise<void> {
  const rows = await trx
    .selectFrom('campaign')
    .selectAll()
    .where('shop', '=', shop)
    .where('state', 'in', ['freezing', 'paused'])
    .where('cursor', 'is not', null)
    .execute();
  for (const { id, cursor } of rows.map(campaignOf)) {
    // only who was still to come, and came to be somebody who was passed
    if (!cursor || from <= cursor.after || to > cursor.after || cursor.again.includes(to)) continue;
    await changeCampaign(trx, shop, id, { cursor: { ...cursor, again: [...cursor.again, to] } });
  }
}
