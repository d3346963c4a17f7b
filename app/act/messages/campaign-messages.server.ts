import type { CampaignMessages } from '../../decide/campaigns/ports.ts';
import { encodeReason } from '../../decide/journeys/reason.ts';
import { inChunks } from '../../listen/upsert.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import { holdSenders } from './senders/store.server.ts';

/** Longer than anybody pauses: 31 December 9999. Rows stay queued, so nothing of them is lost. */
const HELD_UNTIL = 253_402_214_400_000;
const VALUES_OF_ROW = 15;

/** The messages of campaigns: queued, held, released and called off by the hundred. */
export const campaignMessages: CampaignMessages = {
  async queue(trx, shop, { id, purpose, channel }, mails, now) {
    // named at once: what names nobody waits among the mails
    const sender = channel === 'email' ? null : ((await holdSenders(trx, shop, now)).of(channel, null)?.id ?? null);
    const rows = mails.map(({ contact, variant, template, templateVersion }) => {
      const dedupeKey = `c:${id}:${contact}`;
      return {
        shop,
        // by its key: the same wish is the same message on any machine
        id: stableId(shop, dedupeKey),
        dedupe_key: dedupeKey,
        contact,
        campaign: id,
        variant,
        template,
        template_version: templateVersion,
        channel,
        sender,
        purpose,
        due_at: now,
        created_at: now,
      };
    });
    await inChunks(rows, VALUES_OF_ROW, (some) =>
      trx
        .insertInto('message')
        .values(some)
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
  },

  async waiting(trx, shop, campaign, now, most) {
    const rows = await trx
      .selectFrom('message')
      .select('id')
      .where('shop', '=', shop)
      .where('campaign', '=', campaign)
      .where('state', 'in', ['queued', 'claimed'])
      .where('due_at', '<=', now)
      .limit(most)
      .execute();
    return rows.length;
  },

  async open(trx, shop, campaign) {
    const row = await trx
      .selectFrom('message')
      .select('id')
      .where('shop', '=', shop)
      .where('campaign', '=', campaign)
      .where('state', 'in', ['queued', 'claimed', 'submitting'])
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  },

  async hold(trx, shop, campaign) {
    await queued(trx, shop, campaign).set({ due_at: HELD_UNTIL }).execute();
  },

  async release(trx, shop, campaign, now) {
    await queued(trx, shop, campaign).set({ due_at: now }).where('due_at', '=', HELD_UNTIL).execute();
  },

  async cancel(trx, shop, campaign) {
    await queued(trx, shop, campaign)
      .set({ state: 'skipped', reason: encodeReason({ code: 'cancelled' }) })
      .execute();
  },
};

/** A claimed one is looked at once more before it leaves. */
const queued = (trx: Trx, shop: string, campaign: string) =>
  trx.updateTable('message').where('shop', '=', shop).where('campaign', '=', campaign).where('state', '=', 'queued');
