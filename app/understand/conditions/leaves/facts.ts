// What happened, how often, and how much it came to.
import { z } from 'zod';
import { FACT_KINDS } from '../../../listen/facts/fact.ts';
import { compare, COMPARISONS } from '../compare.ts';
import { type ContactView, FactsNotLoaded } from '../contact-view.ts';
import { day } from './day.ts';
import { leafKind } from './leaf-kind.ts';
import { factKey, factWhere, type NeededFact } from './needed-fact.ts';

const op = z.enum(COMPARISONS);
/**
 * How often something happened, or what it came to in minor units, ever, within calendar days or between two days;
 * "never" is `eq` 0.
 */
export const facts = leafKind({
  schema: z.strictObject({
    type: z.literal('facts'),
    kind: z.enum(FACT_KINDS),
    subject: z.string().min(1).max(200).exactOptional(),
    where: z.array(factWhere).min(1).max(5).exactOptional(),
    windowDays: z.number().int().min(0).max(3650).exactOptional(),
    from: day.exactOptional(),
    to: day.exactOptional(),
    /** a count without it */
    measure: z.literal('sum').exactOptional(),
    op,
    value: z.number().int().min(-1e12).max(1e12),
  }),
  holds: (leaf, view) => compare(factMeasure(leaf, view), leaf.op, leaf.value),
  reason: (leaf, view) => ({
    key: leaf.measure === 'sum' ? 'condition.factsSum' : 'condition.facts',
    values: {
      actual: factMeasure(leaf, view),
      kind: leaf.kind,
      op: leaf.op,
      value: leaf.value,
      windowDays: leaf.windowDays ?? null,
      subject: leaf.subject ?? null,
      where: leaf.where ? JSON.stringify(leaf.where) : null,
      from: leaf.from ?? null,
      to: leaf.to ?? null,
    },
  }),
});

function factMeasure(needed: NeededFact, view: ContactView): number {
  const measure = view.facts.get(factKey(needed));
  if (measure === undefined) throw new FactsNotLoaded(`the count of ${needed.kind} was not loaded`);
  return measure;
}
