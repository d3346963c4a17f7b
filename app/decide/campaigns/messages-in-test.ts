// The port of campaigns on the table of messages, as simple as can be: the wing that sends has its own.
import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { CampaignMessages } from './ports.ts';

const HELD_UNTIL = 4e12;

const queued = (trx: Trx, shop: string, campaign: string) =>
  trx.updateTable('message').where('shop', '=', shop).where('campaign', '=', campaign).where('state', '=', 'queued');

const count = async (trx: Trx, shop: string, campaign: string, states: readonly string[]) => {
  const rows = await trx
    .selectFrom('message')
    .select('id')
    .where('shop', '=', shop)
    .where('campaign', '=', campaign)
    .where('state', 'in', states)
    .execute();
  return rows.length;
};

export const campaignMessagesInTest: CampaignMessages = {
  async queue(trx, shop, { id, purpose }, mails, now) {
    await trx
      .insertInto('message')
      .values(
        mails.map(({ contact, variant, template, templateVersion }) => ({
          shop,
          id: stableId(shop, `c:${id}:${contact}`),
          dedupe_key: `c:${id}:${contact}`,
          contact,
          campaign: id,
          variant,
          template,
          template_version: templateVersion,
          channel: 'email',
          purpose,
          due_at: now,
          created_at: now,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },
  waiting: (trx, shop, campaign) => count(trx, shop, campaign, ['queued', 'claimed']),
  open: async (trx, shop, campaign) => (await count(trx, shop, campaign, ['queued', 'claimed', 'submitting'])) > 0,
  async hold(trx, shop, campaign) {
    await queued(trx, shop, campaign).set({ due_at: HELD_UNTIL }).execute();
  },
  async release(trx, shop, campaign, now) {
    await queued(trx, shop, campaign).set({ due_at: now }).execute();
  },
  async cancel(trx, shop, campaign) {
    await queued(trx, shop, campaign).set({ state: 'skipped' }).execute();
  },
};
