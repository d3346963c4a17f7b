import { z } from 'zod';
import type { FactKind } from '../../../listen/facts/fact.ts';
import { COMPARISONS, TEXT_TESTS } from '../compare.ts';

/** What facts must be like to count: what they are about (a page's address, a product's id), what they came to. */
export const factWhere = z.discriminatedUnion('property', [
  z.strictObject({ property: z.literal('subject'), test: z.enum(TEXT_TESTS), value: z.string().min(1).max(200) }),
  z.strictObject({
    property: z.literal('amount'),
    op: z.enum(COMPARISONS),
    value: z.number().int().min(-1e12).max(1e12),
  }),
]);

/** A count or a sum of facts that a condition asks for, whatever it compares it with. */
export interface NeededFact {
  kind: FactKind;
  subject?: string;
  where?: z.infer<typeof factWhere>[];
  windowDays?: number;
  from?: string;
  to?: string;
  measure?: 'sum';
}

/** Names what is asked for: two leaves that need the same have the same key. */
export function factKey({ kind, subject, where, windowDays, from, to, measure }: NeededFact): string {
  return JSON.stringify([kind, subject, where, windowDays, from, to, measure].map((each) => each ?? null));
}
