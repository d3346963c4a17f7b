import { factKey, type NeededFact } from './needed-fact.ts';
import { type NeededProducts, productsKey } from './needed-products.ts';

/** Something to count or sum before conditions are asked: over the facts, or over the products of the facts and orders. */
export type Measure = ({ of: 'facts' } & NeededFact) | ({ of: 'products' } & NeededProducts);

/** Two measures of the same key are one. */
export const measureKey = (measure: Measure) => (measure.of === 'facts' ? factKey(measure) : productsKey(measure));
