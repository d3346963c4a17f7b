// Looks at a running test now and then: the rest gets the winner as soon as it is certain, or the leader when time is up.
import { HOUR, MINUTE } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/db.ts';
import { hasRest, type Plan } from './plan.ts';
import { verdictOf } from './sequential-test.ts';
import type { Campaign, CampaignCounts } from './store.server.ts';
import { testArms } from './test-arms.server.ts';
import { writeVerdict } from './variants.server.ts';

const EVERY_MS = 15 * MINUTE;

const endsAt = ({ sendingSince }: CampaignCounts, { test }: Plan, now: number): number =>
  (sendingSince ?? now) + (test?.hours ?? 0) * HOUR;

/** When the test is looked at next. */
export function nextLook(counts: CampaignCounts, plan: Plan, now: number): number {
  return Math.min((counts.test?.lookedAt ?? counts.sendingSince ?? now) + EVERY_MS, endsAt(counts, plan, now));
}

/** @returns the counts with what came of it */
export async function lookAtTest(trx: Trx, campaign: Campaign, now: number): Promise<CampaignCounts> {
  const { shop, id, plan, counts } = campaign;
  if (!plan.test || !hasRest(plan) || (counts.test?.winner ?? null) !== null) return counts;
  if (now < nextLook(counts, plan, now)) return counts;
  const arms = await testArms(trx, shop, id, plan);
  const verdict = verdictOf(arms, plan.test.metric);
  const over = now >= endsAt(counts, plan, now);
  const certain = verdict?.certain ?? false;
  const winner = certain || over ? (verdict?.leader ?? plan.variants[0]?.id ?? null) : null;
  if (winner !== null) await writeVerdict(trx, shop, id, winner);
  const decided = winner === null ? { decidedAt: null, arms: [] } : { decidedAt: now, arms };
  return { ...counts, test: { lookedAt: now, winner, certain, ...decided } };
}
