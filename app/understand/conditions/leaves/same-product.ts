// One product that somebody comes back to: who looks at the same lamp three times in a week is about to decide.
import { z } from 'zod';
import { compare, COMPARISONS } from '../compare.ts';
import { type ContactView, FactsNotLoaded } from '../contact-view.ts';
import { leafKind } from './leaf-kind.ts';
import { factKey } from './needed-fact.ts';
import { SEEN_KIND } from './needed-products.ts';
import { firstSeen, type NeededSame, sameKey, SEEN_DEEDS } from './needed-same.ts';
import { onlyFewer, windowPasses, windowShape } from './window.ts';

/** Times that one product was viewed, or put into a cart: of all products, the one of the most times. */
export const sameProduct = leafKind({
  schema: z.strictObject({
    type: z.literal('same.product'),
    did: z.enum(SEEN_DEEDS),
    ...windowShape,
    op: z.enum(COMPARISONS),
    value: z.number().int().min(0).max(1_000_000),
  }),
  holds: (leaf, view) => compare(measured(sameKey(leaf), view) ?? 0, leaf.op, leaf.value),
  reason: (leaf, view) => ({
    key: `condition.same.${leaf.did}`,
    values: {
      actual: measured(sameKey(leaf), view),
      op: leaf.op,
      value: leaf.value,
      windowDays: leaf.windowDays ?? null,
      from: leaf.from ?? null,
      to: leaf.to ?? null,
    },
  }),
  changes: ({ did }) => [SEEN_KIND[did]],
  next(leaf, view) {
    if (leaf.windowDays === undefined) return null;
    const many = measured(sameKey(leaf), view) ?? 0;
    // what passes out of the window may be a page of no product that is known
    if (many === 0) return null;
    if (onlyFewer(leaf.op, compare(many, leaf.op, leaf.value))) return null;
    return windowPasses(view, leaf, measured(factKey(firstSeen(leaf)), view));
  },
  measures: (leaf) =>
    leaf.windowDays === undefined ? [same(leaf)] : [same(leaf), { of: 'facts', ...firstSeen(leaf) }],
});

const same = (needed: NeededSame) => ({ of: 'same', ...needed }) as const;

function measured(key: string, view: ContactView): number | null {
  const measure = view.facts.get(key);
  if (measure === undefined) throw new FactsNotLoaded('how often the same product was seen was not loaded');
  return measure;
}
