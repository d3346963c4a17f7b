// What somebody bought, viewed or put into a cart, by what kind of product it was.
import { z } from 'zod';
import type { Change } from '../../appraisal/appraiser.ts';
import { compare, COMPARISONS } from '../compare.ts';
import { type ContactView, FactsNotLoaded } from '../contact-view.ts';
import { leafKind } from './leaf-kind.ts';
import { type Deed, DEEDS, type NeededProducts, productFilter, productsKey } from './needed-products.ts';
import { onlyFewer, windowPasses, windowShape } from './window.ts';

/** Pieces bought (in orders that count), or times viewed or added, ever or within days; "never" is `eq` 0. */
export const products = leafKind({
  schema: z.strictObject({
    type: z.literal('products'),
    did: z.enum(DEEDS),
    which: productFilter,
    ...windowShape,
    op: z.enum(COMPARISONS),
    value: z.number().int().min(0).max(1_000_000),
  }),
  holds: (leaf, view) => compare(measured(leaf, view) ?? 0, leaf.op, leaf.value),
  reason: (leaf, view) => ({
    key: `condition.products.${leaf.did}`,
    values: {
      actual: measured(leaf, view),
      which: JSON.stringify(leaf.which),
      op: leaf.op,
      value: leaf.value,
      windowDays: leaf.windowDays ?? null,
      from: leaf.from ?? null,
      to: leaf.to ?? null,
    },
  }),
  changes: ({ did }) => CHANGES[did],
  next(leaf, view) {
    if (leaf.windowDays === undefined) return null;
    const many = measured(leaf, view) ?? 0;
    if (onlyFewer(leaf.op, compare(many, leaf.op, leaf.value))) return null;
    return windowPasses(view, leaf, measured({ ...leaf, measure: 'first' }, view));
  },
  measures: (leaf) =>
    leaf.windowDays === undefined
      ? [{ of: 'products', ...leaf }]
      : [
          { of: 'products', ...leaf },
          { of: 'products', ...leaf, measure: 'first' },
        ],
});

const CHANGES: Record<Deed, Change[]> = {
  bought: ['order.placed', 'order.changed', 'order.cancelled', 'order.refunded', 'order.deleted'],
  viewed: ['product.viewed'],
  added: ['product.added'],
};

function measured(needed: NeededProducts, view: ContactView): number | null {
  const measure = view.facts.get(productsKey(needed));
  if (measure === undefined) throw new FactsNotLoaded(`what was ${needed.did} was not loaded`);
  return measure;
}
