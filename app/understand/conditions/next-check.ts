import { type Condition, leavesOf } from './condition.ts';
import type { ContactView } from './contact-view.ts';
import { leafNext } from './leaves/leaves.ts';

/**
 * The first instant at which the mere passing of time may change whether a condition holds for this contact; null: as
 * long as nothing happens, never. Always after the view's own.
 */
export function nextCheckAt(condition: Condition, view: ContactView): number | null {
  const instants = leavesOf(condition.when).flatMap((leaf) => leafNext(leaf, view) ?? []);
  return instants.length === 0 ? null : Math.min(...instants);
}
