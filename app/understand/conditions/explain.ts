import type { Condition, Leaf, Node } from './condition.ts';
import { factCount, holds, type ContactView } from './evaluate.ts';
import type { Reason } from '../reason.ts';

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

function leafReason(leaf: Leaf, view: ContactView): Reason {
  switch (leaf.type) {
    case 'rfm.group':
      return { key: 'condition.rfmGroup', values: { actual: view.rfmGroup, in: leaf.in.join(', ') } };
    case 'rfm.score': {
      const { score, op, value } = leaf;
      return { key: 'condition.rfmScore', values: { letter: score.toUpperCase(), actual: view[score], op, value } };
    }
    case 'score':
      return { key: 'condition.score', values: { actual: view.score, op: leaf.op, value: leaf.value } };
    case 'stage':
      return { key: 'condition.stage', values: { actual: view.stage, in: leaf.in.join(', ') } };
    case 'tag':
      return { key: 'condition.tag', values: { tag: leaf.tag, actual: view.tags.has(leaf.tag) ? 1 : 0 } };
    case 'orders.count':
      return { key: 'condition.ordersCount', values: { actual: view.ordersCount, op: leaf.op, value: leaf.value } };
    case 'net.spent':
      return { key: 'condition.netSpent', values: { actual: view.netSpent, op: leaf.op, value: leaf.value } };
    case 'last.order':
      return { key: 'condition.lastOrder', values: { actual: view.lastOrderAt, days: leaf.days } };
    case 'facts': {
      const { kind, op, value, windowDays, subject } = leaf;
      const asked = { kind, op, value, windowDays: windowDays ?? null, subject: subject ?? null };
      return { key: 'condition.facts', values: { actual: factCount(leaf, view), ...asked } };
    }
    default:
      return leaf satisfies never;
  }
}
