// Examples of every kind of leaf.
import { FACT_KINDS } from '../../listen/facts/fact.ts';
import type { Leaf } from './condition.ts';
import { dateFields, flagFields, textFields } from './fields.ts';
import type { LeafType } from './leaves/leaves.ts';
import { orderTouches, toldTexts } from './leaves/needed-fact.ts';
import { NUMBER_FIELDS } from './leaves/number.ts';

/** Some of every kind: whoever adds one adds its examples, and what holds for all kinds is tested of it too. */
export const EVERY_LEAF: { [Type in LeafType]: Extract<Leaf, { type: Type }>[] } = {
  'rfm.group': [{ type: 'rfm.group', in: ['champions'] }],
  'rfm.score': [{ type: 'rfm.score', score: 'r', op: 'gte', value: 4 }],
  score: [
    { type: 'score', op: 'lt', value: 3 },
    { type: 'score', scope: 'tag:vip', op: 'lt', value: 3 },
  ],
  stage: [{ type: 'stage', in: ['lead'] }],
  tag: [{ type: 'tag', tag: 'vip' }],
  consent: [
    { type: 'consent', channel: 'sms', in: ['subscribed', 'pending'] },
    { type: 'consent', channel: 'email', purpose: 'offers', in: ['not_subscribed'] },
    { type: 'consent', channel: 'email', purpose: 'transactional', in: ['unsubscribed'] },
  ],
  text: textFields.flatMap((field) => [
    { type: 'text', field, test: 'is', of: ['a', 'b'] },
    { type: 'text', field, test: 'word', of: [] },
  ]),
  date: dateFields.flatMap((field) => [
    { type: 'date', field },
    { type: 'date', field, days: 1, from: '2026-01-01', to: '2026-01-31' },
  ]),
  flag: flagFields.map((field) => ({ type: 'flag', field, is: true })),
  number: NUMBER_FIELDS.map((field) => ({ type: 'number', field, op: 'gt', value: 30 })),
  anniversary: [
    { type: 'anniversary', of: 'first.order', days: 7 },
    { type: 'anniversary', of: 'first.seen', days: 0 },
  ],
  attribute: [
    { type: 'attribute', attribute: 'size', is: { as: 'number', op: 'eq', value: 42 } },
    { type: 'attribute', attribute: 'size', is: { as: 'date', to: '2026-01-31' } },
    { type: 'attribute', attribute: 'size', is: { as: 'text', test: 'starts', of: ['a'] } },
  ],
  'orders.count': [{ type: 'orders.count', op: 'eq', value: 0 }],
  'net.spent': [{ type: 'net.spent', op: 'ne', value: 5 }],
  'last.order': [{ type: 'last.order', days: 0 }],
  facts: FACT_KINDS.flatMap((kind) => [
    { type: 'facts', kind, measure: 'sum', subject: '1', op: 'gte', value: 2, to: '2026-01-31' },
    ...(['subject', ...toldTexts, ...orderTouches] as const).map((property): Extract<Leaf, { type: 'facts' }> => ({
      type: 'facts',
      kind,
      where: [{ property, test: 'ends', value: 'a' }],
      op: 'lt',
      value: 2,
    })),
    { type: 'facts', kind, where: [{ property: 'quantity', op: 'lt', value: 1 }], op: 'lt', value: 1 },
    { type: 'facts', kind, windowDays: 30, op: 'gte', value: 2 },
  ]),
  'facts.when': [
    { type: 'facts.when', time: 'first', kind: 'order.placed', days: 30 },
    { type: 'facts.when', time: 'last', kind: 'order.placed' },
  ],
  products: [
    {
      type: 'products',
      did: 'added',
      which: { products: ['1'], tag: 'a', productType: 'b', atLeast: 1, atMost: 2 },
      op: 'gte',
      value: 1,
    },
    { type: 'products', did: 'viewed', which: { vendor: 'a' }, op: 'eq', value: 1 },
    { type: 'products', did: 'bought', which: { collection: '1', tag: 'a' }, windowDays: 9, op: 'gte', value: 2 },
  ],
  'same.product': [
    { type: 'same.product', did: 'viewed', windowDays: 7, op: 'gte', value: 3 },
    { type: 'same.product', did: 'added', op: 'eq', value: 0 },
  ],
  device: [
    { type: 'device', in: ['mobile', 'tablet'] },
    { type: 'device', in: ['desktop'], windowDays: 30 },
  ],
  'rfm.was': [{ type: 'rfm.was', in: ['loyal'], days: 30 }],
  'rfm.moved': [
    { type: 'rfm.moved', days: 1 },
    { type: 'rfm.moved', from: ['loyal'], days: 7 },
    { type: 'rfm.moved', to: ['at_risk', 'dormant'], days: 7 },
    { type: 'rfm.moved', from: ['loyal'], to: ['at_risk'], days: 7 },
  ],
  segment: [{ type: 'segment', in: ['s1', 's2'] }],
  interest: [
    { type: 'interest', kind: 'tag', name: 'a', top: 1 },
    { type: 'interest', kind: 'tag', name: 'a', share: 20 },
  ],
};
