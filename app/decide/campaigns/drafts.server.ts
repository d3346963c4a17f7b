// Campaigns before they go out, and what stays of them: written, copied, put away and found again.
import { randomUUID } from 'node:crypto';
import type { Channel } from '../../listen/facts/fact.ts';
import { type Clock, HOUR } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { NO_PLAN, type Plan, planSchema, type RESEND_TO } from './plan.ts';
import { isBeforehand } from './states.ts';
import { type Campaign, campaignOf, findCampaign, NO_COUNTS } from './store.server.ts';

export interface CampaignDraft {
  name: string;
  plan: Plan;
}

/** What it goes out by is chosen when it is begun, and stays. */
export interface NewCampaign extends CampaignDraft {
  channel?: Channel;
}

export type CampaignSaved =
  | { ok: true; revision: number }
  /** somebody else has saved meanwhile; it is out already; it is gone */
  | { ok: false; reason: 'changed' | 'state' | 'unknown' };

const PAGE = 50;
/** How much earlier than by the shop's clock one begins that goes out by everybody's own: from UTC+14 to UTC-11. */
const MOST_AHEAD_MS = 25 * HOUR;

export function createCampaignDrafts({ db, clock }: { db: Database; clock: Clock }) {
  async function insert(shop: string, { name, plan, channel = 'email' }: NewCampaign): Promise<string> {
    const id = randomUUID();
    const now = clock.now();
    await db.write((trx) =>
      trx
        .insertInto('campaign')
        .values({
          shop,
          id,
          name,
          channel,
          plan: JSON.stringify(planSchema.parse(plan)),
          counts: JSON.stringify(NO_COUNTS),
          created_at: now,
          updated_at: now,
        })
        .execute(),
    );
    return id;
  }

  const setRemoved = (shop: string, id: string, at: number | null) =>
    db.write(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('campaign')
        .set({ removed_at: at })
        .where('shop', '=', shop)
        .where('id', '=', id)
        // one that is under way is paused or cancelled first
        .where('state', 'in', ['draft', 'approval', 'cancelled', 'done'])
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    });

  return {
    /** The one touched last first. @param before `updated_at` and id of the last one of the page before */
    async list(shop: string, before: { at: number; id: string } | null = null): Promise<Campaign[]> {
      const rows = await db.read
        .selectFrom('campaign')
        .selectAll()
        .where('shop', '=', shop)
        .where('removed_at', 'is', null)
        .$if(before !== null, (query) =>
          query.where((eb) => eb(eb.refTuple('updated_at', 'id'), '<', eb.tuple(before?.at ?? 0, before?.id ?? ''))),
        )
        .orderBy('updated_at', 'desc')
        .orderBy('id', 'desc')
        .limit(PAGE)
        .execute();
      return rows.map(campaignOf);
    },

    /** Those whose day lies between two instants, and some whose day does by another clock than the shop's. */
    async between(shop: string, from: number, until: number): Promise<Campaign[]> {
      const rows = await db.read
        .selectFrom('campaign')
        .selectAll()
        .where('shop', '=', shop)
        .where('removed_at', 'is', null)
        .where('scheduled_at', '>=', from - MOST_AHEAD_MS)
        .where('scheduled_at', '<', until)
        .orderBy('scheduled_at')
        .execute();
      return rows.map(campaignOf);
    },

    get: (shop: string, id: string): Promise<Campaign | null> => findCampaign(db.read, shop, id),

    create: (shop: string, draft: NewCampaign): Promise<string> => insert(shop, draft),

    /** @param revision the one that was opened: who saves over another's save is told */
    async save(shop: string, id: string, revision: number, draft: CampaignDraft): Promise<CampaignSaved> {
      return db.write(async (trx): Promise<CampaignSaved> => {
        const campaign = await findCampaign(trx, shop, id);
        if (!campaign) return { ok: false, reason: 'unknown' };
        if (campaign.state !== 'draft') return { ok: false, reason: 'state' };
        if (campaign.revision !== revision) return { ok: false, reason: 'changed' };
        await trx
          .updateTable('campaign')
          .set({
            name: draft.name,
            plan: JSON.stringify(planSchema.parse(draft.plan)),
            revision: revision + 1,
            updated_at: clock.now(),
          })
          .where('shop', '=', shop)
          .where('id', '=', id)
          .execute();
        return { ok: true, revision: revision + 1 };
      });
    },

    /** @returns the id of the copy; null when there is nothing to copy */
    async duplicate(shop: string, id: string, name: string): Promise<string | null> {
      const campaign = await findCampaign(db.read, shop, id);
      if (!campaign) return null;
      const { channel, plan } = campaign;
      return insert(shop, { name, channel, plan: { ...plan, schedule: { kind: 'now' }, askedBy: null } });
    },

    /** A draft for those of a campaign's recipients who did not do what was hoped for. */
    async resend(shop: string, id: string, to: (typeof RESEND_TO)[number], name: string): Promise<string | null> {
      const campaign = await findCampaign(db.read, shop, id);
      if (!campaign || isBeforehand(campaign.state)) return null;
      const won = campaign.plan.variants.find((variant) => variant.id === campaign.counts.test?.winner);
      const [first = NO_PLAN.variants[0]] = won ? [won] : campaign.plan.variants;
      const variants = first ? [{ ...first, id: 'a', later: 0 }] : NO_PLAN.variants;
      const { conversion } = campaign.plan;
      const plan = { ...NO_PLAN, resend: { campaign: id, to }, variants, conversion };
      return insert(shop, { name, channel: campaign.channel, plan });
    },

    remove: (shop: string, id: string): Promise<boolean> => setRemoved(shop, id, clock.now()),
    restore: (shop: string, id: string): Promise<boolean> => setRemoved(shop, id, null),
  };
}
