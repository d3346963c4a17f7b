import { NO_PLAN } from '../decide/campaigns/plan.ts';
import { isBeforehand } from '../decide/campaigns/states.ts';
import type { Campaign } from '../decide/campaigns/store.server.ts';
import { type Channel, CHANNELS } from '../listen/facts/fact.ts';
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
import { socialRows } from './social.server.ts';
import { createCampaignView } from './campaign-view.server.ts';

const PAGE = 50;

export function createCampaignPages(deps: CampaignPageDeps): CampaignPages {
  const { db, clock, shops, segments, campaigns, campaignProgress, reckonAudience, posts, socialAccounts } = deps;
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
      const channels = await channelsOf(db, shop);
      return { campaigns: await rowsOf(shop, list), channels, next: last ? `${last.updatedAt}~${last.id}` : null };
    },

    create: (shop, name, channel) => campaigns.create(shop, { name, channel, plan: NO_PLAN }),

    async edit(shop, id) {
      const campaign = await campaigns.get(shop, id);
      if (!campaign) return null;
      if (campaign.state !== 'draft') return 'out';
      const { name, channel, revision, plan } = campaign;
      const [all, templates, resent, { timezone }] = await Promise.all([
        segments.list(shop),
        templatesOf(db, shop, channel),
        plan.resend ? campaigns.get(shop, plan.resend.campaign) : null,
        shops.require(shop),
      ]);
      const tomorrow = `${wallOf(clock.now() + DAY, timezone).slice(0, 10)}T09:00`;
      return {
        id,
        name,
        channel,
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
    reckon: async (shop, plan, channel) => reckoningOf(await reckonAudience(shop, plan, channel)),
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
      const [mails, posted, accounts] = await Promise.all([
        campaigns.between(shop, days.from, days.until),
        posts.between(shop, days.from, days.until),
        socialAccounts.list(shop),
      ]);
      const entries = { campaigns: await rowsOf(shop, mails), posts: socialRows(posted, accounts) };
      return calendarOf(days, entries, clock.now(), timezone);
    },
    move: (shop, id, day) => campaigns.move(shop, id, day),
    ...articles,
  };
}

function rowOf(campaign: Campaign, zone: string, numbers: Counts = {}): CampaignRow {
  const { id, name, channel, state, counts } = campaign;
  return {
    id,
    name,
    channel,
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

/** Mail always; of the others those that have a sender. */
async function channelsOf(db: Database, shop: string): Promise<Channel[]> {
  const rows = await db.read
    .selectFrom('sender')
    .select('channel')
    .distinct()
    .where('shop', '=', shop)
    .where('removed_at', 'is', null)
    .execute();
  const carried = new Set(rows.map(({ channel }) => channel));
  return CHANNELS.filter((channel) => channel === 'email' || carried.has(channel));
}

async function templatesOf(db: Database, shop: string, channel: Channel): Promise<NamedTemplate[]> {
  const rows = await db.read
    .selectFrom('template')
    .select(['id', 'name', 'version'])
    .where('shop', '=', shop)
    .where('channel', '=', channel)
    .where('removed_at', 'is', null)
    .orderBy('updated_at', 'desc')
    .limit(200)
    .execute();
  return rows;
}
