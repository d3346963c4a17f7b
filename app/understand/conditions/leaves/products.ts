// What somebody bought, viewed or put into a cart, by what kind of product it was.
import { z } from 'zod';
import { compare, COMPARISONS } from '../compare.ts';
import { type ContactView, FactsNotLoaded } from '../contact-view.ts';
import { day } from './day.ts';
import { leafKind } from './leaf-kind.ts';
import { DEEDS, type NeededProducts, productFilter, productsKey } from './needed-products.ts';

/** Pieces bought (in orders that count), or times viewed or added, ever or within days; "never" is `eq` 0. */
export const products = leafKind({
  schema: z.strictObject({
    type: z.literal('products'),
    did: z.enum(DEEDS),
    which: productFilter,
    windowDays: z.number().int().min(0).max(3650).exactOptional(),
    from: day.exactOptional(),
    to: day.exactOptional(),
    op: z.enum(COMPARISONS),
    value: z.number().int().min(0).max(1_000_000),
  }),
  holds: (leaf, view) => compare(productsMeasure(leaf, view), leaf.op, leaf.value),
  reason: (leaf, view) => ({
    key: `condition.products.${leaf.did}`,
    values: {
      actual: productsMeasure(leaf, view),
      which: JSON.stringify(leaf.which),
      op: leaf.op,
      value: leaf.value,
      windowDays: leaf.windowDays ?? null,
      from: leaf.from ?? null,
      to: leaf.to ?? null,
    },
  }),
});

function productsMeasure(needed: NeededProducts, view: ContactView): number {
  const measure = view.facts.get(productsKey(needed));
  if (measure === undefined) throw new FactsNotLoaded(`what was ${needed.did} was not loaded`);
  return measure;
}
