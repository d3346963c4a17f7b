import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionSchema } from '../understand/conditions/condition.ts';
import type { Leaf } from '../ui/views/storefront-views.ts';
import { filterCondition, fromSimple, toSimple } from './conditions.ts';

const op = fc.constantFrom('atLeast' as const, 'atMost' as const);
const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({
    field: fc.constant('group' as const),
    groups: fc.subarray(['champions', 'new', 'at_risk'], { minLength: 1 }),
  }),
  fc.record({
    field: fc.constant('stage' as const),
    stages: fc.subarray(['customer', 'lead', 'loyal'], { minLength: 1 }),
  }),
  fc.record({ field: fc.constantFrom('score' as const, 'orders' as const), op, value: fc.nat(1000) }),
  fc.record({ field: fc.constant('lastOrderDays' as const), op, value: fc.integer({ min: 1, max: 1000 }) }),
  fc.record({ field: fc.constant('spent' as const), op, value: fc.nat(100_000).map((cents) => cents / 100) }),
);

describe('what the simple builder says', () => {
  it('comes back from the condition language as it went in', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('all' as const, 'any' as const),
        fc.array(leaf, { minLength: 1, maxLength: 6 }),
        (match, leaves) => {
          const condition = fromSimple({ match, leaves }, 'EUR');
          expect(conditionSchema.safeParse(condition).success).toBe(true);
          expect(toSimple(condition, 'EUR')).toEqual({ match, leaves });
        },
      ),
    );
  });

  it('leaves alone what it cannot show', () => {
    expect(toSimple({ version: 1, when: { type: 'not', of: { type: 'tag', tag: 'vip' } } }, 'EUR')).toBeNull();
  });
});

describe('the filters of the contact list', () => {
  it('hold for everybody when nothing is chosen', () => {
    const nothing = {
      groups: [],
      stages: [],
      orders: null,
      minSpent: null,
      minScore: null,
      orderedWithinDays: null,
      cell: null,
    };
    expect(filterCondition(nothing, 'EUR')).toEqual({ version: 1, when: { type: 'all', of: [] } });
  });

  it('say money in minor units of the shop', () => {
    const rich = {
      groups: [],
      stages: [],
      orders: null,
      minSpent: 99.5,
      minScore: null,
      orderedWithinDays: null,
      cell: null,
    };
    expect(filterCondition(rich, 'EUR').when).toEqual({
      type: 'all',
      of: [{ type: 'net.spent', op: 'gte', value: 9950 }],
    });
  });
});
