// One campaign as its page shows it: what is missing beforehand, how far it has come, and what came of it.
import { hasRest, METRICS } from '../decide/campaigns/plan.ts';
import { verdictOf } from '../decide/campaigns/sequential-test.ts';
import { deedsOf, isBeforehand } from '../decide/campaigns/states.ts';
import type { Campaign } from '../decide/campaigns/store.server.ts';
import { readVariants } from '../decide/campaigns/variants.server.ts';
import { HOUR } from '../platform/clock/clock.ts';
import type { Words } from '../ui/views/told.ts';
import type { CampaignView, VariantView } from '../ui/views/campaign-views.ts';
import { segmentName } from '../understand/segments/words.ts';
import type { CampaignPageDeps } from './campaign-page-deps.ts';
import { reckoningOf } from './reckoning-of.ts';

export function createCampaignView(deps: CampaignPageDeps) {
  const { db, clock, settings, segments, campaigns, campaignProgress, numbers, reckonAudience, effects } = deps;

  async function variantsOf(campaign: Campaign): Promise<VariantView[]> {
    const { shop, id, plan } = campaign;
    const names = await db.read
      .selectFrom('template')
      .select(['id', 'name'])
      .where('shop', '=', shop)
      .where(
        'id',
        'in',
        plan.variants.map(({ template }) => template),
      )
      .execute();
    const isOut = !isBeforehand(campaign.state);
    // while it can still be changed, the newest version goes out
    const frozen = isOut || campaign.state === 'scheduled' ? await readVariants(db.read, shop, id) : [];
    const tried = plan.variants.length > 1 && isOut;
    const metric = plan.test?.metric ?? METRICS[0];
    const subjectOf = (variant: string) => `variant:${id}:${variant}`;
    const arms = await numbers.totals(shop, tried ? plan.variants.map((variant) => subjectOf(variant.id)) : []);
    return plan.variants.map((variant) => {
      const arm = arms.get(subjectOf(variant.id));
      const { winner = null, arms: tested = [] } = campaign.counts.test ?? {};
      const then = tested.find((one) => one.id === variant.id);
      return {
        ...variant,
        version: frozen.find((one) => one.id === variant.id)?.templateVersion ?? null,
        templateName: names.find((template) => template.id === variant.template)?.name ?? null,
        sent: then?.sent ?? arm?.submitted ?? 0,
        did: then?.did ?? arm?.[metric] ?? 0,
        verdict: winner === null ? 'none' : winner === variant.id ? 'winner' : 'loser',
      };
    });
  }

  return async (shop: string, id: string, staff: string): Promise<CampaignView | null> => {
    const campaign = await campaigns.get(shop, id);
    if (!campaign) return null;
    const { plan, state } = campaign;
    const [all, variants, resent, { campaigns: wanted }] = await Promise.all([
      segments.list(shop),
      variantsOf(campaign),
      plan.resend ? campaigns.get(shop, plan.resend.campaign) : null,
      settings.get(shop),
    ]);
    const named = (ids: readonly string[]): Words[] =>
      ids.flatMap((each) => {
        const segment = all.find((one) => one.id === each);
        return segment ? [segmentName(segment)] : [];
      });
    const beforehand = isBeforehand(state);
    return {
      id,
      name: campaign.name,
      channel: campaign.channel,
      state,
      deeds: deedsOf(state),
      plan,
      include: named(plan.include),
      exclude: named(plan.exclude),
      resent: resent && { id: resent.id, name: resent.name },
      at: campaign.scheduledAt,
      beginsIn: state === 'scheduled' && campaign.dueAt !== null ? campaign.dueAt - clock.now() : null,
      startedAt: campaign.startedAt,
      endedAt: campaign.endedAt,
      variants,
      problems: state === 'draft' ? await campaigns.problems(campaign) : [],
      reckoned: beforehand ? reckoningOf(await reckonAudience(shop, plan, campaign.channel)) : null,
      needsApproval: wanted.approval,
      mayApprove: state === 'approval' && plan.askedBy !== staff,
      counts: beforehand ? null : await countsOf(campaign),
      effect: plan.holdout > 0 && !beforehand ? await effects.of(shop, 'campaign', id, null) : null,
      trouble: campaign.counts.trouble,
      test: testOf(campaign, variants),
    };
  };

  async function countsOf(campaign: Campaign): Promise<CampaignView['counts']> {
    const { shop, id, counts } = campaign;
    const subject = `campaign:${id}`;
    const [progress, totals] = await Promise.all([campaignProgress.one(campaign), numbers.totals(shop, [subject])]);
    const { orders = 0, revenue = 0, refunded = 0 } = totals.get(subject) ?? {};
    return {
      treated: counts.treated,
      leftOut: Object.entries(counts.leftOut).map(([reason, count]) => ({ reason, count })),
      forWinner: counts.waiting,
      toCome: Math.max(0, counts.treated - counts.queued),
      ...progress,
      orders,
      revenue: revenue - refunded,
    };
  }
}

function testOf({ plan, counts, state }: Campaign, variants: readonly VariantView[]): CampaignView['test'] {
  if (!plan.test || variants.length < 2) return null;
  const { metric, hours } = plan.test;
  const verdict = verdictOf(variants, metric);
  const anything = variants.some(({ did }) => did > 0);
  return {
    metric,
    decided: counts.test?.winner != null,
    winner: counts.test?.winner ?? null,
    certain: counts.test?.certain ?? false,
    certainNow: verdict?.certain ?? false,
    leader: anything ? (verdict?.leader ?? null) : null,
    endsAt:
      hasRest(plan) && counts.sendingSince !== null && state !== 'cancelled'
        ? counts.sendingSince + hours * HOUR
        : null,
  };
}
