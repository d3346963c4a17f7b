import { factKey, type NeededFact } from './needed-fact.ts';
import { type NeededProducts, productsKey } from './needed-products.ts';
import { type NeededSame, sameKey } from './needed-same.ts';

/** Something to count or sum before conditions are asked: over the facts, over the products of facts and orders. */
export type Measure =
  ({ of: 'facts' } & NeededFact) | ({ of: 'products' } & NeededProducts) | ({ of: 'same' } & NeededSame);

/** Two measures of the same key are one. */
export function measureKey(measure: Measure): string {
  switch (measure.of) {
    case 'facts':
      return factKey(measure);
    case 'products':
      return productsKey(measure);
    case 'same':
      return sameKey(measure);
    default:
      return measure satisfies never;
  }
}
