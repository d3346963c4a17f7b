// What a merchant decides about a campaign: whom it is for, what it says, when it goes out, and what is tried.
import { z } from 'zod';
import type { Channel } from '../../listen/facts/fact.ts';
import { tellsOpens } from '../../listen/facts/tells-opens.ts';
import { isWall } from '../../platform/clock/wall.ts';
import { instantOfWall } from '../../platform/clock/zones.ts';

export const MOST_VARIANTS = 5;
export const MOST_SEGMENTS_NAMED = 20;

/** A wall clock to the minute; whose clock it is, the kind of schedule says. */
const wall = z.string().refine(isWall, 'a day and an hour such as 2026-12-24T18:00');

const id = z.string().min(1).max(100);

export const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('now') }),
  /** by the shop's clock */
  z.strictObject({ kind: z.literal('at'), wall }),
  /** by the clock of where each contact is */
  z.strictObject({ kind: z.literal('local'), wall }),
  /** within the day that begins then, at the hour at which each contact tends to read */
  z.strictObject({ kind: z.literal('best'), wall }),
]);
export type Schedule = z.infer<typeof scheduleSchema>;

export const RESEND_TO = ['not_opened', 'opened_not_clicked'] as const;
export const CONVERSIONS = ['order', 'form', 'download', 'registration'] as const;
export const METRICS = ['opened', 'clicked', 'converted'] as const;
export type Metric = (typeof METRICS)[number];

/** By what a test on a channel can be decided, the soonest known first. */
export const metricsOf = (channel: Channel): readonly Metric[] =>
  tellsOpens(channel) ? METRICS : METRICS.filter((metric) => metric !== 'opened');

export const variantSchema = z.strictObject({
  id: z.string().regex(/^[a-e]$/),
  /** id of a template; empty while none is chosen */
  template: z.string().max(100).default(''),
  /** in place of the template's; may carry Liquid */
  subject: z.string().trim().max(500).default(''),
  /** in place of the shop's sender */
  senderName: z.string().trim().max(100).default(''),
  /** hours after the schedule */
  later: z.number().int().min(0).max(72).default(0),
});
export type PlannedVariant = z.infer<typeof variantSchema>;

export const planSchema = z.strictObject({
  /** segments whose members it is for, less those of others */
  include: z.array(id).max(MOST_SEGMENTS_NAMED).default([]),
  exclude: z.array(id).max(MOST_SEGMENTS_NAMED).default([]),
  /** in place of segments: those of an earlier campaign's recipients who did not open, or did not click */
  resend: z
    .strictObject({ campaign: id, to: z.enum(RESEND_TO) })
    .nullable()
    .default(null),
  schedule: scheduleSchema.default({ kind: 'now' }),
  variants: z
    .array(variantSchema)
    .min(1)
    .max(MOST_VARIANTS)
    .default([{ id: 'a', template: '', subject: '', senderName: '', later: 0 }])
    .refine((variants) => new Set(variants.map((variant) => variant.id)).size === variants.length),
  /** how a winner is found among several variants */
  test: z
    .strictObject({
      /** thousandths of the audience it is tried on; the rest gets the winner */
      share: z.number().int().min(50).max(1000),
      metric: z.enum(METRICS),
      /** after so many hours at the latest */
      hours: z.number().int().min(1).max(168),
    })
    .nullable()
    .default(null),
  /** thousandths that get nothing, so that the effect can be measured */
  holdout: z.number().int().min(0).max(500).default(0),
  /** what a recipient should do in the end */
  conversion: z.enum(CONVERSIONS).default('order'),
  /** who asked for it to be approved */
  askedBy: z.string().max(100).nullable().default(null),
});
export type Plan = z.infer<typeof planSchema>;

export const NO_PLAN: Plan = planSchema.parse({});

export const readPlan = (text: string): Plan => planSchema.parse(JSON.parse(text));

/** A test by what nobody tells on a channel goes by clicks. */
export function planOn(channel: Channel, plan: Plan): Plan {
  if (!plan.test || metricsOf(channel).includes(plan.test.metric)) return plan;
  return { ...plan, test: { ...plan.test, metric: 'clicked' } };
}

/** What is missing before it can go out, as codes. */
export type Problem =
  | 'no_audience'
  | 'no_template'
  | 'past'
  | 'no_test'
  | 'test_needs_hour'
  | 'segment_gone'
  | 'template_gone'
  | 'campaign_gone'
  /** nothing carries messages of its channel */
  | 'no_sender';

/** What the plan itself lacks; whether segments and templates stand, the service asks. Pure. */
export function problemsOf(plan: Plan, { now, zone }: { now: number; zone: string }): Problem[] {
  const problems: Problem[] = [];
  if (plan.include.length === 0 && plan.resend === null) problems.push('no_audience');
  if (plan.variants.some(({ template }) => template === '')) problems.push('no_template');
  if (plan.variants.length > 1 && plan.test === null) problems.push('no_test');
  if (hasRest(plan) && !isOneInstant(plan)) problems.push('test_needs_hour');
  // the last of a contact's clocks is twelve hours behind the first; what has passed for some goes to them at once
  if (plan.schedule.kind !== 'now' && instantOfWall(plan.schedule.wall, lastZone(plan.schedule, zone)) < now) {
    problems.push('past');
  }
  return problems;
}

/** Whether somebody waits for the winner. */
export const hasRest = ({ variants, test }: Plan): boolean => variants.length > 1 && test !== null && test.share < 1000;

const isOneInstant = ({ schedule, variants }: Plan): boolean =>
  (schedule.kind === 'now' || schedule.kind === 'at') && variants.every(({ later }) => later === 0);

/** Where a day begins first. */
const FIRST_ZONE = 'Pacific/Kiritimati';
const LAST_ZONE = 'Pacific/Pago_Pago';

const lastZone = ({ kind }: Schedule, zone: string) => (kind === 'local' ? LAST_ZONE : zone);

/** When the audience is frozen and the first may leave. */
export function beginsAt({ schedule }: Plan, zone: string, now: number): number {
  if (schedule.kind === 'now') return now;
  return Math.max(now, instantOfWall(schedule.wall, schedule.kind === 'local' ? FIRST_ZONE : zone));
}
