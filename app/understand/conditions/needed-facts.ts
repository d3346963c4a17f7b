import { leavesOf, type Condition } from './condition.ts';
import { factKey, type NeededFact } from './leaves/needed-fact.ts';

/** What to load before a condition is evaluated for one contact; each once, by its key. */
export function neededFacts(condition: Condition): Map<string, NeededFact> {
  const needed = new Map<string, NeededFact>();
  for (const leaf of leavesOf(condition.when)) if (leaf.type === 'facts') needed.set(factKey(leaf), leaf);
  return needed;
}
