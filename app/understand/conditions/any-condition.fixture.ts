// Random trees of every kind of leaf.
import fc from 'fast-check';
import { DEVICE_KINDS } from '../../listen/facts/fact.ts';
import { CONSENT_STATES } from '../../listen/facts/fact.ts';
import { RFM_GROUPS } from '../rfm/groups.ts';
import { STAGES } from '../stages/rules.ts';
import { COMPARISONS, TEXT_TESTS } from './compare.ts';
import type { Condition, Node } from './condition.ts';
import { dateFields, flagFields, textFields } from './fields.ts';
import { orderTouches, toldTexts } from './leaves/needed-fact.ts';
import { DEEDS } from './leaves/needed-products.ts';
import { SEEN_DEEDS } from './leaves/needed-same.ts';
import { NUMBER_FIELDS } from './leaves/number.ts';

const op = fc.constantFrom(...COMPARISONS);
const small = fc.integer({ min: 0, max: 3 });
const days = fc.constantFrom('2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26');
const test = fc.constantFrom(...TEXT_TESTS);
const words = fc.constantFrom('it', 'IT', 'a_b', '%', "o'", 'ross', 'red-Shoes', 'shoes', 'È', 'é', '!', '1', '/');
const where = fc.oneof(
  fc.record({ property: fc.constantFrom('subject' as const, ...toldTexts, ...orderTouches), test, value: words }),
  fc.record({ property: fc.constantFrom('amount' as const, 'quantity' as const), op, value: small }),
);
const which = fc
  .record(
    {
      products: fc.subarray(['1', '2', '3'], { minLength: 1 }),
      collection: fc.constantFrom('10', '11'),
      tag: fc.constantFrom('summer', "o'clock"),
      vendor: fc.constantFrom('Dune', 'Tide'),
      productType: fc.constantFrom('Lamp', 'Towel'),
      atLeast: fc.constantFrom(0, 100, 101),
      atMost: fc.constantFrom(100, 101, 300),
    },
    { requiredKeys: [] },
  )
  .filter((filter) => Object.keys(filter).length > 0);
const someGroups = fc.subarray([...RFM_GROUPS], { minLength: 1 });
const leaf: fc.Arbitrary<Node> = fc.oneof(
  fc
    .record(
      {
        did: fc.constantFrom(...DEEDS),
        which,
        windowDays: fc.constantFrom(0, 1, 2),
        from: days,
        to: days,
        op,
        value: small,
      },
      { requiredKeys: ['did', 'which', 'op', 'value'] },
    )
    .map((part): Node => ({ type: 'products', ...part })),
  fc
    .record(
      {
        did: fc.constantFrom(...SEEN_DEEDS),
        windowDays: fc.constantFrom(0, 1, 2),
        from: days,
        to: days,
        op,
        value: small,
      },
      { requiredKeys: ['did', 'op', 'value'] },
    )
    .map((part): Node => ({ type: 'same.product', ...part })),
  fc
    .record(
      {
        in: fc.subarray([...DEVICE_KINDS], { minLength: 1 }),
        windowDays: fc.constantFrom(0, 1, 2),
        from: days,
        to: days,
      },
      { requiredKeys: ['in'] },
    )
    .map((part): Node => ({ type: 'device', ...part })),
  fc.record({ in: someGroups, days: fc.constantFrom(1, 2, 3, 30) }).map((part): Node => ({ type: 'rfm.was', ...part })),
  fc
    .record({ from: someGroups, to: someGroups, days: fc.constantFrom(1, 2, 3, 30) }, { requiredKeys: ['days'] })
    .map((part): Node => ({ type: 'rfm.moved', ...part })),
  fc
    .record({
      field: fc.constantFrom(...textFields),
      test,
      of: fc.array(words, { maxLength: 2 }),
    })
    .map((part): Node => ({ type: 'text', ...part })),
  fc
    .record(
      { field: fc.constantFrom(...dateFields), from: days, to: days, days: fc.constantFrom(0, 1, 2) },
      { requiredKeys: ['field'] },
    )
    .map((part): Node => ({ type: 'date', ...part })),
  someGroups.map((groups): Node => ({ type: 'rfm.group', in: groups })),
  fc
    .record({
      score: fc.constantFrom('r' as const, 'f' as const, 'm' as const),
      op,
      value: fc.integer({ min: 1, max: 5 }),
    })
    .map((part): Node => ({ type: 'rfm.score', ...part })),
  fc
    .record(
      { scope: fc.constantFrom('stage:lead', 'tag:vip'), op, value: fc.integer({ min: -3, max: 3 }) },
      { requiredKeys: ['op', 'value'] },
    )
    .map((part): Node => ({ type: 'score', ...part })),
  fc
    .record({ field: fc.constantFrom(...NUMBER_FIELDS), op, value: fc.constantFrom(-1, 0, 1, 50, 99, 100, 1990, 36) })
    .map((part): Node => ({ type: 'number', ...part })),
  fc
    .record({ field: fc.constantFrom(...flagFields), is: fc.boolean() })
    .map((part): Node => ({ type: 'flag', ...part })),
  fc
    .record(
      {
        of: fc.constantFrom('birthday' as const, 'first.order' as const, 'first.seen' as const),
        days: fc.constantFrom(0, 1, 7, 365),
      },
      { requiredKeys: ['of'] },
    )
    .map((part): Node => ({ type: 'anniversary', ...part })),
  fc
    .record({
      attribute: fc.constantFrom('size', 'none'),
      is: fc.oneof(
        fc.record({ as: fc.constant('text' as const), test, of: fc.array(words, { maxLength: 2 }) }),
        fc.record({ as: fc.constant('number' as const), op, value: fc.constantFrom(0, 1.5, 42) }),
        fc.record({ as: fc.constant('date' as const), from: days, to: days }, { requiredKeys: ['as'] }),
      ),
    })
    .map((part): Node => ({ type: 'attribute', ...part })),
  fc.subarray(['s1', 's2'], { minLength: 1 }).map((ids): Node => ({ type: 'segment', in: ids })),
  fc
    .record(
      {
        kind: fc.constantFrom('category' as const, 'vendor' as const),
        name: fc.constantFrom('Lamp', 'Towel'),
        top: fc.constantFrom(1, 2),
        share: fc.constantFrom(30, 50),
      },
      { requiredKeys: ['kind', 'name'] },
    )
    .map((part): Node => ({ type: 'interest', ...part })),
  fc
    .record(
      {
        channel: fc.constantFrom('email' as const, 'sms' as const),
        purpose: fc.constantFrom('marketing', 'transactional', 'offers'),
        in: fc.subarray([...CONSENT_STATES], { minLength: 1 }),
      },
      { requiredKeys: ['channel', 'in'] },
    )
    .map((part): Node => ({ type: 'consent', ...part })),
  fc.subarray([...STAGES], { minLength: 1 }).map((stages): Node => ({ type: 'stage', in: stages })),
  fc.constantFrom('vip', "o'hara").map((tag): Node => ({ type: 'tag', tag })),
  fc.record({ op, value: small }).map((part): Node => ({ type: 'orders.count', ...part })),
  fc.record({ op, value: fc.integer({ min: -100, max: 300 }) }).map((part): Node => ({ type: 'net.spent', ...part })),
  fc.constantFrom(0, 1, 2, 30).map((days): Node => ({ type: 'last.order', days })),
  fc
    .record(
      {
        kind: fc.constantFrom('product.viewed' as const, 'order.placed' as const),
        subject: fc.constantFrom('1', '2'),
        windowDays: fc.constantFrom(0, 1, 2),
        from: days,
        to: days,
        where: fc.array(where, { minLength: 1, maxLength: 2 }),
        measure: fc.constant('sum' as const),
        op,
        value: small,
      },
      { requiredKeys: ['kind', 'op', 'value'] },
    )
    .map((part): Node => ({ type: 'facts', ...part })),
  fc
    .record(
      {
        time: fc.constantFrom('first' as const, 'last' as const),
        kind: fc.constantFrom('product.viewed' as const, 'order.placed' as const),
        subject: fc.constantFrom('1', '2'),
        where: fc.array(where, { minLength: 1, maxLength: 2 }),
        days: fc.constantFrom(0, 1, 2),
        from: days,
        to: days,
      },
      { requiredKeys: ['time', 'kind'] },
    )
    .map((part): Node => ({ type: 'facts.when', ...part })),
);
const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('node'), { maxLength: 3 }).map((of): Node => ({ type: 'all', of })),
    fc.array(tie('node'), { maxLength: 3 }).map((of): Node => ({ type: 'any', of })),
    tie('node').map((of): Node => ({ type: 'not', of })),
  ),
}));
/** Any condition that the language can say. */
export const anyCondition = node.map((when): Condition => ({ version: 1, when }));
