// What the answer of a segment's condition depends on.
import type { Change } from '../appraisal/appraiser.ts';
import { type Condition, EVERYBODY, leavesOf, type Node } from '../conditions/condition.ts';
import { LEAVES } from '../conditions/leaves/leaves.ts';
import { neededChanges } from '../conditions/needed-changes.ts';
import { isBehavioural } from './rules.ts';
import type { Segment } from './segment.ts';

const needed = new WeakMap<Condition, ReadonlySet<Change>>();

function changesOf(condition: Condition): ReadonlySet<Change> {
  const known = needed.get(condition);
  if (known) return known;
  const changes = neededChanges(condition);
  // who opts out of automated decisions leaves it, who opts in again comes back
  if (isBehavioural(condition)) changes.add('field:automated');
  needed.set(condition, changes);
  return changes;
}

/** Whether what has changed of a contact may change whether she is in a segment. */
export function touchedBy({ id, condition }: Segment, changes: ReadonlySet<Change>): boolean {
  if (changes.has('everything') || changes.has(`check:${id}`)) return true;
  const wanted = changesOf(condition);
  return [...changes].some((change) => wanted.has(change));
}

/**
 * Of whom time alone may change the answer: whoever has done today what a window of days looks at. Null when that is
 * nobody; everybody where a leaf is of a kind that this cannot tell of.
 */
export function mayChangeByTime(condition: Condition): Condition | null {
  const timed = leavesOf(condition.when).flatMap((leaf): Node[] => {
    switch (leaf.type) {
      case 'facts': {
        if (leaf.windowDays === undefined) return [];
        const { measure: _, ...asked } = leaf;
        return [{ ...asked, op: 'gte', value: 1 }];
      }
      case 'products':
        return leaf.windowDays === undefined ? [] : [{ ...leaf, op: 'gte', value: 1 }];
      case 'last.order':
        return [leaf];
      case 'date':
        return leaf.days === undefined ? [] : [{ type: 'date', field: leaf.field, days: leaf.days }];
      default:
        return 'next' in LEAVES[leaf.type] ? [EVERYBODY.when] : [];
    }
  });
  return timed.length === 0 ? null : { version: 1, when: { type: 'any', of: timed } };
}
