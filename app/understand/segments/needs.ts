// What the answer of a segment's condition depends on.
import type { Change } from '../appraisal/appraiser.ts';
import { isBehavioural } from '../conditions/behavioural.ts';
import { type Condition, EVERYBODY, type Leaf, type Node } from '../conditions/condition.ts';
import { LEAVES } from '../conditions/leaves/leaves.ts';
import { neededChanges } from '../conditions/needed-changes.ts';
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

/** A condition in parts: it holds where all of `always` and of `now` do. */
interface PartedByTime {
  /** what time does not touch: whoever fails it does so for good */
  always: Node[];
  now: Node[];
  /** of those who pass `always`, for whom time alone may change what `now` says; null: for nobody */
  may: Node | null;
}

export function partedByTime({ when }: Condition): PartedByTime {
  const parts = (when.type === 'all' ? when.of : [when]).map((each) => ({ each, timed: timedPart(each) }));
  const timed = parts.flatMap((part) => part.timed ?? []);
  return {
    always: parts.flatMap((part) => (part.timed ? [] : part.each)),
    now: parts.flatMap((part) => (part.timed ? part.each : [])),
    may: timed.length === 0 ? null : { type: 'any', of: timed },
  };
}

/**
 * Of whom time alone may change the answer: whoever has done what a window of days looks at, and for whom nothing that
 * time does not touch has decided already. Null when that is nobody.
 */
export function mayChangeByTime(condition: Condition): Condition | null {
  const { always, may } = partedByTime(condition);
  return may && { version: 1, when: { type: 'all', of: [...always, may] } };
}

function timedPart(node: Node): Node | null {
  switch (node.type) {
    case 'not':
      return timedPart(node.of);
    case 'all':
    case 'any': {
      const parts = node.of.map((each) => ({ each, timed: timedPart(each) }));
      const timed = parts.flatMap((part) => part.timed ?? []);
      if (timed.length === 0) return null;
      // what fails an "all", or holds an "any", and stays, decides for good
      const lasting = parts.flatMap((part): Node[] => {
        if (part.timed) return [];
        return [node.type === 'all' ? part.each : { type: 'not', of: part.each }];
      });
      return { type: 'all', of: [...lasting, { type: 'any', of: timed }] };
    }
    default:
      return timedLeaf(node);
  }
}

/** For whom a leaf may say something else on another day; everybody where its kind cannot tell. */
function timedLeaf(leaf: Leaf): Node | null {
  switch (leaf.type) {
    case 'facts': {
      if (leaf.windowDays === undefined) return null;
      const { measure: _, ...asked } = leaf;
      return { ...asked, op: 'gte', value: 1 };
    }
    case 'products':
    case 'same.product':
      return leaf.windowDays === undefined ? null : { ...leaf, op: 'gte', value: 1 };
    case 'device':
      return leaf.windowDays === undefined ? null : leaf;
    case 'last.order':
      return leaf;
    case 'date':
      return leaf.days === undefined ? null : { type: 'date', field: leaf.field, days: leaf.days };
    default:
      return 'next' in LEAVES[leaf.type] ? EVERYBODY.when : null;
  }
}
