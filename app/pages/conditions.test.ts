import { describe, expect, it } from 'vitest';
import { filterCondition } from './conditions.ts';

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
      persona: null,
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
      persona: null,
    };
    expect(filterCondition(rich, 'EUR').when).toEqual({
      type: 'all',
      of: [{ type: 'net.spent', op: 'gte', value: 9950 }],
    });
  });
});
