// What happened, how often, what it came to, and when for the first or the last time.
import { z } from 'zod';
import { FACT_KINDS } from '../../../listen/facts/fact.ts';
import type { Change } from '../../appraisal/appraiser.ts';
import { compare, COMPARISONS } from '../compare.ts';
import { type ContactView, FactsNotLoaded } from '../contact-view.ts';
import { type Between, isBetween, nextBetween } from './between.ts';
import { day } from './day.ts';
import { leafKind } from './leaf-kind.ts';
import { factKey, factWhere, isOrderTouch, type NeededFact } from './needed-fact.ts';
import { onlyFewer, windowPasses, windowShape } from './window.ts';

const which = {
  kind: z.enum(FACT_KINDS),
  subject: z.string().min(1).max(200).exactOptional(),
  where: z.array(factWhere).min(1).max(5).exactOptional(),
};

/** How often something happened, or what it came to in minor units; "never" is `eq` 0. */
export const facts = leafKind({
  schema: z.strictObject({
    type: z.literal('facts'),
    ...which,
    ...windowShape,
    /** a count without it */
    measure: z.literal('sum').exactOptional(),
    op: z.enum(COMPARISONS),
    value: z.number().int().min(-1e12).max(1e12),
  }),
  holds: (leaf, view) => compare(measured(leaf, view) ?? 0, leaf.op, leaf.value),
  reason: (leaf, view) => ({
    key: leaf.measure === 'sum' ? 'condition.factsSum' : 'condition.facts',
    values: {
      actual: measured(leaf, view),
      op: leaf.op,
      value: leaf.value,
      windowDays: leaf.windowDays ?? null,
      from: leaf.from ?? null,
      to: leaf.to ?? null,
      ...told(leaf),
    },
  }),
  changes: changesOf,
  next(leaf, view) {
    if (leaf.windowDays === undefined) return null;
    const many = measured(leaf, view) ?? 0;
    // sums may grow as a refund leaves them
    if (leaf.measure === undefined && onlyFewer(leaf.op, compare(many, leaf.op, leaf.value))) return null;
    return windowPasses(view, leaf, measured({ ...leaf, measure: 'first' }, view));
  },
  measures: (leaf) =>
    leaf.windowDays === undefined
      ? [{ of: 'facts', ...leaf }]
      : [
          { of: 'facts', ...leaf },
          { of: 'facts', ...leaf, measure: 'first' },
        ],
});

/** When something happened for the first, or the last time: within the last days, between two days, or at all. */
export const factsWhen = leafKind({
  schema: z.strictObject({
    type: z.literal('facts.when'),
    time: z.enum(['first', 'last']),
    ...which,
    days: z.number().int().min(0).max(3650).exactOptional(),
    from: day.exactOptional(),
    to: day.exactOptional(),
  }),
  holds: (leaf, view) => isBetween(measured(timeOf(leaf), view), leaf, view),
  reason: (leaf, view) => ({
    key: 'condition.factsWhen',
    values: {
      time: leaf.time,
      actual: measured(timeOf(leaf), view),
      days: leaf.days ?? null,
      from: leaf.from ?? null,
      to: leaf.to ?? null,
      ...told(leaf),
    },
  }),
  changes: changesOf,
  next: (leaf, view) => nextBetween(measured(timeOf(leaf), view), leaf, view),
  measures: (leaf) => [{ of: 'facts', ...timeOf(leaf) }],
});

/** What is asked of the facts: when, ever; the days are compared with that. */
export function timeOf({ kind, subject, where, time }: NeededFact & Between & { time: 'first' | 'last' }): NeededFact {
  return { kind, measure: time, ...(subject !== undefined && { subject }), ...(where && { where }) };
}

const told = ({ kind, subject, where }: NeededFact) => ({
  kind,
  subject: subject ?? null,
  where: where ? JSON.stringify(where) : null,
});

/** What is known of an order is told anew by whatever befalls it; where it came from, by visits that are heard of late. */
function changesOf({ kind, where }: Pick<NeededFact, 'kind' | 'where'>): Change[] {
  const touches: Change[] = where?.some(({ property }) => isOrderTouch(property)) ? ['field:order.touch'] : [];
  if (kind !== 'order.placed') return [kind, ...touches];
  return [kind, 'order.changed', 'order.cancelled', 'order.refunded', 'order.deleted', ...touches];
}

function measured(needed: NeededFact, view: ContactView): number | null {
  const measure = view.facts.get(factKey(needed));
  if (measure === undefined)
    throw new FactsNotLoaded(`the ${needed.measure ?? 'count'} of ${needed.kind} was not loaded`);
  return measure;
}
