import { leavesOf, type Condition } from './condition.ts';
import { factKey, type NeededFact } from './leaves/needed-fact.ts';
import { type NeededProducts, productsKey } from './leaves/needed-products.ts';

/** Counts and sums of facts to load before a condition is evaluated for one contact; each once, by its key. */
export function neededFacts(condition: Condition): Map<string, NeededFact> {
  const needed = new Map<string, NeededFact>();
  for (const leaf of leavesOf(condition.when)) if (leaf.type === 'facts') needed.set(factKey(leaf), leaf);
  return needed;
}

/** The same for what was bought, viewed or put into a cart. */
export function neededProducts(condition: Condition): Map<string, NeededProducts> {
  const needed = new Map<string, NeededProducts>();
  for (const leaf of leavesOf(condition.when)) if (leaf.type === 'products') needed.set(productsKey(leaf), leaf);
  return needed;
}
