// Questions as merchants ask them: what was done, how often and when, of which products, who somebody is, and all of it
// joined and denied.
import type { Condition, Node } from '../app/understand/conditions/condition.ts';

const all = (...of: Node[]): Node => ({ type: 'all', of });
const any = (...of: Node[]): Node => ({ type: 'any', of });
const not = (of: Node): Node => ({ type: 'not', of });

/** Looked at products lately, has bought something of a brand, but has begun no checkout for a month. */
const five = all(
  { type: 'orders.count', op: 'gte', value: 1 },
  { type: 'text', field: 'country', test: 'is', of: ['IT', 'FR', 'DE'] },
  { type: 'facts', kind: 'product.viewed', windowDays: 180, op: 'gte', value: 1 },
  { type: 'facts', kind: 'checkout.started', windowDays: 30, op: 'eq', value: 0 },
  { type: 'products', did: 'bought', which: { vendor: 'Dune' }, op: 'gte', value: 1 },
);

export const FIVE: Condition = { version: 1, when: five };

const NODES: Record<string, Node> = {
  'five leaves': five,
  'viewed three times in a month': { type: 'facts', kind: 'product.viewed', windowDays: 30, op: 'gte', value: 3 },
  'never began a checkout': { type: 'facts', kind: 'checkout.started', op: 'eq', value: 0 },
  'cart but no order in a month': all(
    { type: 'facts', kind: 'cart.changed', windowDays: 30, op: 'gte', value: 1 },
    { type: 'facts', kind: 'order.placed', windowDays: 30, op: 'eq', value: 0 },
  ),
  'spent in a year': { type: 'facts', kind: 'order.placed', measure: 'sum', windowDays: 365, op: 'gte', value: 10_000 },
  'a page whose address has a word': {
    type: 'facts',
    kind: 'page.viewed',
    where: [{ property: 'subject', test: 'word', value: 'shoes' }],
    op: 'gte',
    value: 2,
  },
  'viewed lamps of a maker': {
    type: 'products',
    did: 'viewed',
    which: { vendor: 'Tide', productType: 'Lamp' },
    windowDays: 90,
    op: 'gte',
    value: 1,
  },
  'bought three pieces of a maker': { type: 'products', did: 'bought', which: { vendor: 'Reef' }, op: 'gte', value: 3 },
  'the same product again': { type: 'same.product', did: 'viewed', windowDays: 60, op: 'gte', value: 2 },
  'first looked lately': { type: 'facts.when', time: 'first', kind: 'product.viewed', days: 60 },
  'engaged leads': all(
    { type: 'score', op: 'gte', value: 50 },
    { type: 'stage', in: ['lead', 'mql'] },
    { type: 'date', field: 'last.seen', days: 60 },
  ),
  'an address and a country': all(
    { type: 'text', field: 'email', test: 'contains', of: ['77'] },
    not({ type: 'text', field: 'country', test: 'is', of: ['US'] }),
  ),
  'birthdays of good customers': all(
    { type: 'anniversary', of: 'birthday', days: 14 },
    { type: 'net.spent', op: 'gte', value: 5000 },
  ),
  'nested and denied': any(
    all(
      { type: 'orders.count', op: 'eq', value: 0 },
      { type: 'facts', kind: 'checkout.started', windowDays: 14, op: 'gte', value: 1 },
      not(
        any({ type: 'facts', kind: 'cart.changed', windowDays: 2, op: 'gte', value: 1 }, { type: 'tag', tag: 'vip' }),
      ),
    ),
    all(
      { type: 'orders.count', op: 'gte', value: 1 },
      not({ type: 'facts', kind: 'page.viewed', windowDays: 90, op: 'gte', value: 1 }),
    ),
  ),
  'rare among all': all(
    { type: 'facts', kind: 'product.viewed', windowDays: 1, op: 'gte', value: 2 },
    { type: 'facts', kind: 'order.placed', windowDays: 1, op: 'gte', value: 1 },
  ),
};

export const ASKED: readonly (readonly [name: string, condition: Condition])[] = Object.entries(NODES).map(
  ([name, when]) => [name, { version: 1, when }],
);
