import type { Change } from '../appraisal/appraiser.ts';
import { type Condition, leavesOf } from './condition.ts';
import { leafChanges } from './leaves/leaves.ts';

/**
 * Which kinds of facts and which fields may change whether a condition holds. As long as none of them is among what
 * changed of a contact, nor `everything`, the answer stands until `nextCheckAt`.
 */
export function neededChanges(condition: Condition): Set<Change> {
  return new Set(leavesOf(condition.when).flatMap(leafChanges));
}
