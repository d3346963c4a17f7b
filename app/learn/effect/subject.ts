// Whose effect is measured, and for how long. Pure.
import { DAY, HOUR } from '../../platform/clock/clock.ts';
import { hasRest, type Plan } from '../../decide/campaigns/plan.ts';

export const ARMS = ['treated', 'holdout'] as const;
export type ArmName = (typeof ARMS)[number];

/** What somebody does later has other reasons. */
export const MEASURED_DAYS = 14;

/** For so long after that a refund still takes back what was measured. */
export const FOLLOWED_DAYS = MEASURED_DAYS + 30;

/** The counters of an effect stand under a name of their own: they are of people, not of messages. */
export const effectSubject = (kind: 'campaign' | 'journey', id: string): string => `effect:${kind}:${id}`;

/** People of a campaign are written to within so long of its beginning. */
export function spreadOf(plan: Plan): number {
  const { schedule, variants, test } = plan;
  const byClock = schedule.kind === 'local' ? 26 * HOUR : schedule.kind === 'best' ? DAY : 0;
  const later = Math.max(...variants.map((variant) => variant.later)) * HOUR;
  const waiting = hasRest(plan) && test ? test.hours * HOUR : 0;
  return byClock + later + waiting;
}
