import type { Condition, Node } from './condition.ts';
import type { ContactView } from './contact-view.ts';
import { leafHolds } from './leaves/leaves.ts';

/** Whether a condition holds for one contact; the same answer as `toSql` gives for its row. */
export function evaluate(condition: Condition, view: ContactView): boolean {
  return holds(condition.when, view);
}

export function holds(node: Node, view: ContactView): boolean {
  switch (node.type) {
    case 'all':
      return node.of.every((each) => holds(each, view));
    case 'any':
      return node.of.some((each) => holds(each, view));
    case 'not':
      return !holds(node.of, view);
    default:
      return leafHolds(node, view);
  }
}
