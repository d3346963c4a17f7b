import { z } from 'zod';

export const COST_KINDS = ['provider', 'people', 'software', 'discount', 'other'] as const;
export type CostKind = (typeof COST_KINDS)[number];

/** For the days it names, for each thousand messages sent in them, or once for a campaign. */
export const COST_PER = ['days', 'thousand', 'campaign'] as const;
export type CostPer = (typeof COST_PER)[number];

const day = z.string().refine((text) => {
  const at = Date.parse(`${text}T00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().slice(0, 10) === text;
});

/** More than any shop spends on messages, and few enough digits to reckon with. */
const MOST = 1_000_000_000_00;

export const costSchema = z
  .strictObject({
    kind: z.enum(COST_KINDS),
    per: z.enum(COST_PER),
    /** minor units of the shop's currency */
    amount: z.number().int().min(1).max(MOST),
    campaign: z.string().max(100).nullable(),
    firstDay: day,
    /** null: until further notice, by the thousand alone */
    lastDay: day.nullable(),
    note: z.string().trim().max(200),
  })
  .refine(({ per, campaign }) => (per === 'campaign') === (campaign !== null))
  .refine(({ per, lastDay }) => (per === 'days' ? lastDay !== null : per === 'thousand' || lastDay === null))
  .refine(({ firstDay, lastDay }) => lastDay === null || firstDay <= lastDay);

export type Cost = z.infer<typeof costSchema>;

export interface CostLine extends Cost {
  id: string;
  currency: string;
}
