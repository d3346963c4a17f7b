import { z } from 'zod';
import type { FactKind } from '../../../listen/facts/fact.ts';
import { COMPARISONS, TEXT_TESTS } from '../compare.ts';

/** Texts that a fact may carry besides its subject, and where they stand in its data. */
export const TOLD_TEXTS = {
  title: '$.title',
  path: '$.path',
  device: '$.device',
  source: '$.origin.utm.source',
  medium: '$.origin.utm.medium',
  campaign: '$.origin.utm.campaign',
  referrer: '$.origin.referrer',
  landing: '$.origin.landingPage',
} as const;

export type ToldText = keyof typeof TOLD_TEXTS;
export const toldTexts = Object.keys(TOLD_TEXTS) as [ToldText, ...ToldText[]];

/** Of an order: where she had come from by then, first and last, and the column it stands in. */
export const ORDER_TOUCHES = {
  'first.source': 'first_source',
  'first.medium': 'first_medium',
  'first.campaign': 'first_campaign',
  'last.source': 'last_source',
  'last.medium': 'last_medium',
  'last.campaign': 'last_campaign',
} as const;

export type OrderTouch = keyof typeof ORDER_TOUCHES;
export const orderTouches = Object.keys(ORDER_TOUCHES) as [OrderTouch, ...OrderTouch[]];
export const isOrderTouch = (property: string): property is OrderTouch => Object.hasOwn(ORDER_TOUCHES, property);

/** What facts must be like to count: what they are about (a page's address, a product's id), what they came to. */
export const factWhere = z.discriminatedUnion('property', [
  z.strictObject({
    property: z.enum(['subject', ...toldTexts, ...orderTouches]),
    test: z.enum(TEXT_TESTS),
    value: z.string().min(1).max(200),
  }),
  z.strictObject({
    property: z.enum(['amount', 'quantity']),
    op: z.enum(COMPARISONS),
    value: z.number().int().min(-1e12).max(1e12),
  }),
]);

export type FactWhere = z.infer<typeof factWhere>;

/** What a condition asks of the facts that count, whatever it compares it with: a count without `measure`. */
export interface NeededFact {
  kind: FactKind;
  subject?: string;
  where?: FactWhere[];
  windowDays?: number;
  from?: string;
  to?: string;
  measure?: 'sum' | 'first' | 'last';
}

/** Names what is asked for: two leaves that need the same have the same key. */
export function factKey({ kind, subject, where, windowDays, from, to, measure }: NeededFact): string {
  return JSON.stringify([kind, subject, where, windowDays, from, to, measure].map((each) => each ?? null));
}
