import { type Clock, SECOND } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { parseSettings } from '../../shop/settings/settings-service.server.ts';
import { foldLock } from '../../understand/contacts/fold.server.ts';
import { CAMPAIGNS } from './campaigns-worker.server.ts';
import { createCampaignDrafts } from './drafts.server.ts';
import { countMembers } from './members.server.ts';
import { beginsAt, planSchema, problemsOf, type Plan, type Problem } from './plan.ts';
import type { CampaignMessages, CampaignTemplates } from './ports.ts';
import { type CampaignState, nextState } from './states.ts';
import { type Campaign, findCampaign, NO_COUNTS } from './store.server.ts';
import { writeVariants } from './variants.server.ts';

/** Between "send now" and the first mail, so that it can be taken back. */
export const GRACE_MS = 30 * SECOND;

export type CampaignDone =
  | { ok: true; state: CampaignState }
  | { ok: false; reason: 'unknown' | 'state' | 'own' }
  | { ok: false; reason: 'problems'; problems: Problem[] };

interface Deps {
  db: Database;
  clock: Clock;
  wake: Wake;
  messages: CampaignMessages;
  templates: CampaignTemplates;
}

export type CampaignsService = ReturnType<typeof createCampaignsService>;

export function createCampaignsService({ db, clock, wake, messages, templates }: Deps) {
  /** One deed on one campaign, under the lock of the work that it may interrupt. */
  async function change(
    shop: string,
    id: string,
    run: (trx: Trx, campaign: Campaign, now: number) => Promise<CampaignDone>,
  ): Promise<CampaignDone> {
    const now = clock.now();
    const done = await db.write(
      async (trx) => {
        const campaign = await findCampaign(trx, shop, id);
        return campaign ? run(trx, campaign, now) : { ok: false as const, reason: 'unknown' as const };
      },
      { lock: foldLock(shop) },
    );
    if (done.ok) wake(CAMPAIGNS, shop, now);
    return done;
  }

  async function schedule(trx: Trx, campaign: Campaign, now: number, approvedBy: string | null): Promise<CampaignDone> {
    const { shop, id, plan } = campaign;
    const state = nextState(campaign.state, 'schedule');
    if (!state) return { ok: false, reason: 'state' };
    const { zone } = await shopOf(trx, shop);
    const ready = await readiness(trx, campaign, templates, { now, zone });
    if (ready.problems.length > 0) return { ok: false, reason: 'problems', problems: ready.problems };
    await writeVariants(trx, shop, id, plan, ready.versions);
    const scheduledAt = Math.max(beginsAt(plan, zone, now), now + (plan.schedule.kind === 'now' ? GRACE_MS : 0));
    await update(trx, campaign, {
      state,
      scheduled_at: scheduledAt,
      due_at: scheduledAt,
      approved_by: approvedBy,
      counts: JSON.stringify(NO_COUNTS),
      updated_at: now,
    });
    return { ok: true, state };
  }

  return {
    ...createCampaignDrafts({ db, clock }),

    /** What keeps it from going out, as codes. */
    async problems(campaign: Pick<Campaign, 'shop' | 'channel' | 'plan'>): Promise<Problem[]> {
      const { zone } = await shopOf(db.read, campaign.shop);
      return (await readiness(db.read, campaign, templates, { now: clock.now(), zone })).problems;
    },

    /** Schedules it; where the shop wants somebody else to agree, asks for that. @param who user:… of Shopify */
    send(shop: string, id: string, who: string): Promise<CampaignDone> {
      return change(shop, id, async (trx, campaign, now) => {
        const { zone, approval } = await shopOf(trx, shop);
        // sent again while it waits for somebody to agree, it would agree to itself
        if (campaign.state !== 'draft') return { ok: false, reason: 'state' };
        if (!approval) return schedule(trx, campaign, now, null);
        const state = nextState(campaign.state, 'ask');
        if (!state) return { ok: false, reason: 'state' };
        const { problems } = await readiness(trx, campaign, templates, { now, zone });
        if (problems.length > 0) return { ok: false, reason: 'problems', problems };
        await update(trx, campaign, {
          state,
          plan: JSON.stringify({ ...campaign.plan, askedBy: who } satisfies Plan),
          updated_at: now,
        });
        return { ok: true, state };
      });
    },

    /** To another day at the same hour, as long as nothing of it has begun. @param day YYYY-MM-DD */
    move(shop: string, id: string, day: string): Promise<CampaignDone> {
      return change(shop, id, async (trx, campaign, now) => {
        const { state, plan } = campaign;
        if (state !== 'scheduled' || plan.schedule.kind === 'now') return { ok: false, reason: 'state' };
        const schedule = { ...plan.schedule, wall: `${day}T${plan.schedule.wall.slice(11)}` };
        const moved = planSchema.parse({ ...plan, schedule });
        const { zone } = await shopOf(trx, shop);
        const problems = problemsOf(moved, { now, zone });
        if (problems.length > 0) return { ok: false, reason: 'problems', problems };
        const at = beginsAt(moved, zone, now);
        const times = { scheduled_at: at, due_at: at, updated_at: now };
        await update(trx, campaign, { state, plan: JSON.stringify(moved), ...times });
        return { ok: true, state };
      });
    },

    /** Somebody else than who asked agrees. */
    approve(shop: string, id: string, who: string): Promise<CampaignDone> {
      return change(shop, id, async (trx, campaign, now) => {
        if (campaign.state !== 'approval') return { ok: false, reason: 'state' };
        if (campaign.plan.askedBy === who) return { ok: false, reason: 'own' };
        return schedule(trx, campaign, now, who);
      });
    },

    /** Back to be edited. */
    withdraw(shop: string, id: string): Promise<CampaignDone> {
      return change(shop, id, async (trx, campaign, now) => {
        const state = nextState(campaign.state, 'withdraw');
        if (!state) return { ok: false, reason: 'state' };
        await update(trx, campaign, { state, scheduled_at: null, due_at: null, approved_by: null, updated_at: now });
        return { ok: true, state };
      });
    },

    /** What waits to leave stays; what is on the wire arrives. */
    pause(shop: string, id: string): Promise<CampaignDone> {
      return change(shop, id, async (trx, campaign, now) => {
        const state = nextState(campaign.state, 'pause');
        if (!state) return { ok: false, reason: 'state' };
        await messages.hold(trx, shop, id);
        await update(trx, campaign, { state, due_at: null, updated_at: now });
        return { ok: true, state };
      });
    },

    resume(shop: string, id: string): Promise<CampaignDone> {
      return change(shop, id, async (trx, campaign, now) => {
        const state = nextState(campaign.state, 'resume', campaign.cursor === null);
        if (!state) return { ok: false, reason: 'state' };
        await messages.release(trx, shop, id, now);
        // a test does not run while nothing leaves
        const { sendingSince } = campaign.counts;
        const since = sendingSince === null ? null : sendingSince + (now - campaign.updatedAt);
        const counts = JSON.stringify({ ...campaign.counts, sendingSince: since });
        await update(trx, campaign, { state, due_at: now, counts, updated_at: now });
        return { ok: true, state };
      });
    },

    /** Who has it has it; nobody else gets it. */
    cancel(shop: string, id: string): Promise<CampaignDone> {
      return change(shop, id, async (trx, campaign, now) => {
        const state = nextState(campaign.state, 'cancel');
        if (!state) return { ok: false, reason: 'state' };
        await messages.cancel(trx, shop, id);
        // an audience that was still being frozen is as large as it came to be
        const counts = JSON.stringify({ ...campaign.counts, ...(await countMembers(trx, shop, id)) });
        await update(trx, campaign, { state, due_at: null, ended_at: now, counts, updated_at: now });
        return { ok: true, state };
      });
    },
  };
}

async function update(
  trx: Trx,
  { shop, id }: Campaign,
  set: {
    state: CampaignState;
    updated_at: number;
    scheduled_at?: number | null;
    due_at?: number | null;
    approved_by?: string | null;
    ended_at?: number;
    counts?: string;
    plan?: string;
  },
): Promise<void> {
  await trx.updateTable('campaign').set(set).where('shop', '=', shop).where('id', '=', id).execute();
}

async function shopOf(reader: Database['read'] | Trx, shop: string): Promise<{ zone: string; approval: boolean }> {
  const row = await reader
    .selectFrom('shop')
    .select(['timezone', 'settings'])
    .where('shop', '=', shop)
    .executeTakeFirst();
  return { zone: row?.timezone ?? 'UTC', approval: parseSettings(row?.settings ?? '{}').campaigns.approval };
}

/** Whether it may go out: by itself, and by what it names. */
async function readiness(
  reader: Database['read'] | Trx,
  { shop, channel, plan }: Pick<Campaign, 'shop' | 'channel' | 'plan'>,
  templates: CampaignTemplates,
  at: { now: number; zone: string },
): Promise<{ problems: Problem[]; versions: Map<string, number> }> {
  const problems = problemsOf(plan, at);
  const named = [...new Set([...plan.include, ...plan.exclude])];
  const standing = named.length
    ? await reader
        .selectFrom('segment')
        .select('id')
        .where('shop', '=', shop)
        .where('id', 'in', named)
        .where('removed_at', 'is', null)
        .execute()
    : [];
  if (standing.length < named.length) problems.push('segment_gone');
  if (plan.resend && !(await findCampaign(reader, shop, plan.resend.campaign))) problems.push('campaign_gone');
  const chosen = [...new Set(plan.variants.map(({ template }) => template).filter((template) => template !== ''))];
  const versions = await templates.published(reader, shop, channel, chosen);
  if (versions.size < chosen.length) problems.push('template_gone');
  if (!(await templates.carried(reader, shop, channel))) problems.push('no_sender');
  return { problems, versions };
}
