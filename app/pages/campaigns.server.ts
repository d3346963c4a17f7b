import { NO_PLAN } from '../decide/campaigns/plan.ts';
import { isBeforehand } from '../decide/campaigns/states.ts';
import type { Campaign } from '../decide/campaigns/store.server.ts';
import type { Counts } from '../learn/reports/rates.ts';
import { DAY } from '../platform/clock/clock.ts';
import { instantOfWall, wallOf } from '../platform/clock/zones.ts';
import type { Database } from '../platform/db/db.ts';
import { segmentName } from '../understand/segments/words.ts';
import type { CampaignPages, CampaignRow, NamedTemplate } from '../ui/views/campaign-views.ts';
import type { CampaignPageDeps } from './campaign-page-deps.ts';
import { createCampaignArticles } from './campaign-articles.server.ts';
import { calendarOf, daysOfMonth } from './campaign-calendar.ts';
import { reckoningOf } from './reckoning-of.ts';
import { createCampaignView } from './campaign-view.server.ts';

const PAGE = 50;

export function createCampaignPages(deps: CampaignPageDeps): CampaignPages {
  const { db, clock, shops, segments, campaigns, campaignProgress, reckonAudience } = deps;
  const articles = createCampaignArticles(deps);

  async function rowsOf(shop: string, list: readonly Campaign[]): Promise<CampaignRow[]> {
    const out = list.filter(({ state }) => !isBeforehand(state)).map(({ id }) => `campaign:${id}`);
    const { timezone } = await shops.require(shop);
    const totals = await deps.numbers.totals(shop, out);
    return list.map((campaign) => rowOf(campaign, timezone, totals.get(`campaign:${campaign.id}`)));
  }

  return {
    async list(shop, after) {
      const [at, id] = (after ?? '').split('~');
      const list = await campaigns.list(shop, at && id && Number.isFinite(Number(at)) ? { at: Number(at), id } : null);
      const last = list.length === PAGE ? list.at(-1) : undefined;
      return { campaigns: await rowsOf(shop, list), next: last ? `${last.updatedAt}~${last.id}` : null };
    },

    create: (shop, name) => campaigns.create(shop, { name, plan: NO_PLAN }),

    async edit(shop, id) {
      const campaign = await campaigns.get(shop, id);
      if (!campaign) return null;
      if (campaign.state !== 'draft') return 'out';
      const { name, revision, plan } = campaign;
      const [all, templates, resent, { timezone }] = await Promise.all([
        segments.list(shop),
        templatesOf(db, shop),
        plan.resend ? campaigns.get(shop, plan.resend.campaign) : null,
        shops.require(shop),
      ]);
      const tomorrow = `${wallOf(clock.now() + DAY, timezone).slice(0, 10)}T09:00`;
      return {
        id,
        name,
        revision,
        plan,
        segments: all.map((segment) => ({ id: segment.id, name: segmentName(segment), count: segment.count })),
        templates,
        resent: resent?.name ?? null,
        tomorrow,
        base: await campaignProgress.base(shop),
      };
    },

    save: (shop, id, revision, draft) => campaigns.save(shop, id, revision, draft),
    reckon: async (shop, plan) => reckoningOf(await reckonAudience(shop, plan)),
    view: createCampaignView(deps),
    act: (shop, id, deed, staff) =>
      deed === 'send' || deed === 'approve' ? campaigns[deed](shop, id, staff) : campaigns[deed](shop, id),
    duplicate: (shop, id, name) => campaigns.duplicate(shop, id, name),
    resend: (shop, id, to, name) => campaigns.resend(shop, id, to, name),
    remove: (shop, id) => campaigns.remove(shop, id),
    restore: (shop, id) => campaigns.restore(shop, id),

    async calendar(shop, month) {
      const { timezone } = await shops.require(shop);
      const days = daysOfMonth(month, clock.now(), timezone);
      const rows = await rowsOf(shop, await campaigns.between(shop, days.from, days.until));
      return calendarOf(days, rows, clock.now(), timezone);
    },
    ...articles,
  };
}

function rowOf(campaign: Campaign, zone: string, numbers: Counts = {}): CampaignRow {
  const { id, name, state, counts } = campaign;
  return {
    id,
    name,
    state,
    at: shownAt(campaign, zone),
    audience: isBeforehand(state) || counts.sendingSince === null ? null : counts.treated,
    submitted: numbers.submitted ?? 0,
    orders: numbers.orders ?? 0,
    revenue: (numbers.revenue ?? 0) - (numbers.refunded ?? 0),
  };
}

/** One that goes out by everybody's own clock stands on its day, though it begins where that day does. */
function shownAt({ plan: { schedule }, scheduledAt, startedAt }: Campaign, zone: string): number | null {
  const begins = startedAt ?? scheduledAt;
  if (begins === null || schedule.kind !== 'local') return begins;
  return Math.max(begins, instantOfWall(schedule.wall, zone));
}

async function templatesOf(db: Database, shop: string): Promise<NamedTemplate[]> {
  const rows = await db.read
    .selectFrom('template')
    .select(['id', 'name', 'version'])
    .where('shop', '=', shop)
    .where('removed_at', 'is', null)
    .orderBy('updated_at', 'desc')
    .limit(200)
    .execute();
  return rows;
}
