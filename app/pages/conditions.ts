// What the admin's simple filters and builders say, in the one condition language; money in major units outside, minor inside.
import { toMajorText, toMinor } from '../platform/money.ts';
import type { Condition, Leaf as ConditionLeaf, Node } from '../understand/conditions/condition.ts';
import { pairsOf } from '../understand/rfm/grid.ts';
import type { RfmGroup } from '../understand/rfm/groups.ts';
import type { Stage } from '../understand/stages/rules.ts';
import type { ContactFilter } from '../ui/views/contact-views.ts';
import type { Leaf, SimpleCondition } from '../ui/views/storefront-views.ts';

export function filterCondition(filter: ContactFilter, currency: string): Condition {
  const of: Node[] = [];
  if (filter.groups.length > 0) of.push({ type: 'rfm.group', in: filter.groups as RfmGroup[] });
  if (filter.stages.length > 0) of.push({ type: 'stage', in: filter.stages });
  if (filter.orders) of.push({ type: 'orders.count', op: filter.orders === 'some' ? 'gte' : 'lt', value: 1 });
  if (filter.minSpent !== null) {
    of.push({ type: 'net.spent', op: 'gte', value: toMinor(String(filter.minSpent), currency) });
  }
  if (filter.minScore !== null) of.push({ type: 'score', op: 'gte', value: filter.minScore });
  if (filter.orderedWithinDays !== null) of.push({ type: 'last.order', days: filter.orderedWithinDays });
  if (filter.cell) of.push(...cellNodes(filter.cell));
  return { version: 1, when: { type: 'all', of } };
}

function cellNodes({ r, fm }: { r: number; fm: number }): Node[] {
  const score = (letter: 'r' | 'f' | 'm', value: number): Node => ({
    type: 'rfm.score',
    score: letter,
    op: 'eq',
    value,
  });
  const pairs = pairsOf(fm).map(({ f, m }): Node => ({ type: 'all', of: [score('f', f), score('m', m)] }));
  return [score('r', r), { type: 'any', of: pairs }];
}

export function fromSimple({ match, leaves }: SimpleCondition, currency: string): Condition {
  return { version: 1, when: { type: match, of: leaves.map((leaf) => nodeOf(leaf, currency)) } };
}

function nodeOf(leaf: Leaf, currency: string): Node {
  switch (leaf.field) {
    case 'group':
      return { type: 'rfm.group', in: leaf.groups as RfmGroup[] };
    case 'stage':
      return { type: 'stage', in: leaf.stages as Stage[] };
    case 'spent':
      return { type: 'net.spent', op: comparison(leaf.op), value: toMinor(String(leaf.value), currency) };
    case 'score':
      return { type: 'score', op: comparison(leaf.op), value: leaf.value };
    case 'orders':
      return { type: 'orders.count', op: comparison(leaf.op), value: leaf.value };
    case 'lastOrderDays': {
      // "at least 30 days ago" is an order, and none within the 29 days before today
      if (leaf.op === 'atMost') return { type: 'last.order', days: leaf.value };
      const within: Node = { type: 'last.order', days: Math.max(0, leaf.value - 1) };
      return {
        type: 'all',
        of: [
          { type: 'orders.count', op: 'gte', value: 1 },
          { type: 'not', of: within },
        ],
      };
    }
  }
}

const comparison = (op: 'atLeast' | 'atMost') => (op === 'atLeast' ? 'gte' : 'lte');

/** The simple form of a condition; null when it says more than the builder can show. */
export function toSimple({ when }: Condition, currency: string): SimpleCondition | null {
  const many = when.type === 'all' || when.type === 'any';
  const leaves = (many ? when.of : [when]).map((node) => leafOf(node, currency));
  if (leaves.some((leaf) => leaf === null)) return null;
  return { match: when.type === 'any' ? 'any' : 'all', leaves: leaves.filter((leaf) => leaf !== null) };
}

function leafOf(node: Node, currency: string): Leaf | null {
  switch (node.type) {
    case 'rfm.group':
      return { field: 'group', groups: node.in };
    case 'stage':
      return { field: 'stage', stages: node.in };
    case 'score':
      return compared('score', node, node.value);
    case 'orders.count':
      return compared('orders', node, node.value);
    case 'net.spent':
      return compared('spent', node, Number(toMajorText(node.value, currency)));
    case 'last.order':
      return { field: 'lastOrderDays', op: 'atMost', value: node.days };
    case 'all':
      return longAgo(node.of);
    default:
      return null;
  }
}

function compared(field: 'score' | 'orders' | 'spent', { op }: { op: string }, value: number): Leaf | null {
  if (op !== 'gte' && op !== 'lte') return null;
  return { field, op: op === 'gte' ? 'atLeast' : 'atMost', value };
}

/** The shape that `lastOrderDays` "at least" is written in. */
function longAgo([first, second, ...rest]: readonly Node[]): Leaf | null {
  const within = second?.type === 'not' ? (second.of as ConditionLeaf | Node) : null;
  if (first?.type !== 'orders.count' || within?.type !== 'last.order' || rest.length > 0) return null;
  return { field: 'lastOrderDays', op: 'atLeast', value: within.days + 1 };
}
