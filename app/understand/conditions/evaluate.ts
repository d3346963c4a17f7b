import type { RfmGroup } from '../rfm/groups.ts';
import type { Stage } from '../stages/rules.ts';
import type { Comparison, Condition, Leaf, Node } from './condition.ts';
import { windowStart, type Moment } from './moment.ts';
import { factKey } from './needed-facts.ts';

/** What a condition may look at of one contact, at one moment. */
export interface ContactView extends Moment {
  id: string;
  stage: Stage;
  rfmGroup: RfmGroup;
  r: number | null;
  f: number | null;
  m: number | null;
  score: number;
  ordersCount: number;
  netSpent: number;
  lastOrderAt: number | null;
  tags: ReadonlySet<string>;
  /** counts by `neededFacts(condition)[].key` */
  facts: ReadonlyMap<string, number>;
}

/** A count of facts was not loaded with the view: `neededFacts` of another condition was used. */
export class FactsNotLoaded extends Error {
  override name = 'FactsNotLoaded';
}

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

function leafHolds(leaf: Leaf, view: ContactView): boolean {
  switch (leaf.type) {
    case 'rfm.group':
      return leaf.in.includes(view.rfmGroup);
    case 'rfm.score': {
      const score = view[leaf.score];
      return score !== null && compare(score, leaf.op, leaf.value);
    }
    case 'score':
      return compare(view.score, leaf.op, leaf.value);
    case 'stage':
      return leaf.in.includes(view.stage);
    case 'tag':
      return view.tags.has(leaf.tag);
    case 'orders.count':
      return compare(view.ordersCount, leaf.op, leaf.value);
    case 'net.spent':
      return compare(view.netSpent, leaf.op, leaf.value);
    case 'last.order':
      return view.lastOrderAt !== null && view.lastOrderAt >= windowStart(view, leaf.days);
    case 'facts':
      return compare(factCount(leaf, view), leaf.op, leaf.value);
    default:
      return leaf satisfies never;
  }
}

export function factCount(leaf: Extract<Leaf, { type: 'facts' }>, view: ContactView): number {
  const count = view.facts.get(factKey(leaf));
  if (count === undefined) throw new FactsNotLoaded(`the count of ${leaf.kind} was not loaded`);
  return count;
}

export function compare(left: number, op: Comparison, right: number): boolean {
  switch (op) {
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'lt':
      return left < right;
    case 'lte':
      return left <= right;
    case 'gt':
      return left > right;
    case 'gte':
      return left >= right;
    default:
      return op satisfies never;
  }
}
