import type { Reason } from '../reason.ts';
import type { Condition } from './condition.ts';
import type { ContactView } from './contact-view.ts';
import { decidingLeaves } from './deciding-leaves.ts';
import { holds } from './evaluate.ts';
import { leafReason } from './leaves/leaves.ts';

export interface ConditionReason extends Reason {
  /** whether this part holds */
  holds: boolean;
}

export interface Explanation {
  holds: boolean;
  /** the parts that made it so, in the order they are written */
  reasons: ConditionReason[];
}

/** Why a condition holds for a contact, or why not: only the parts that decided. */
export function explain(condition: Condition, view: ContactView): Explanation {
  const reasons = decidingLeaves(condition.when, view);
  return {
    holds: holds(condition.when, view),
    reasons: reasons.map((leaf) => ({ ...leafReason(leaf, view), holds: holds(leaf, view) })),
  };
}
