import type { Leaf, Node } from './condition.ts';
import type { ContactView } from './contact-view.ts';
import { holds } from './evaluate.ts';

/** An "all" fails by the parts that fail, an "any" holds by the parts that hold; otherwise every part decided. */
export function decidingLeaves(node: Node, view: ContactView): Leaf[] {
  switch (node.type) {
    case 'all':
    case 'any': {
      const outcome = holds(node, view);
      return node.of.filter((each) => holds(each, view) === outcome).flatMap((each) => decidingLeaves(each, view));
    }
    case 'not':
      return decidingLeaves(node.of, view);
    default:
      return [node];
  }
}
