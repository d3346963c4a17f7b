import type { Reason } from '../reason.ts';
import type { Condition, Node } from './condition.ts';
import type { ContactView } from './contact-view.ts';
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
  return { holds: holds(condition.when, view), reasons: deciding(condition.when, view) };
}

function deciding(node: Node, view: ContactView): ConditionReason[] {
  switch (node.type) {
    case 'all':
    case 'any': {
      // an "all" fails by the parts that fail, an "any" holds by the parts that hold; otherwise every part decided
      const outcome = holds(node, view);
      return node.of.filter((each) => holds(each, view) === outcome).flatMap((each) => deciding(each, view));
    }
    case 'not':
      return deciding(node.of, view);
    default:
      return [{ ...leafReason(node, view), holds: holds(node, view) }];
  }
}
