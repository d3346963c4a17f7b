import type { PersonaDraft } from '../../ui/views/persona-views.ts';

type ReadyMade = Pick<PersonaDraft, 'picture' | 'condition'> & { key: 'regular' | 'treasure' | 'browser' };

/** To begin with, in the order in which they are tried; their words stand in the locales. */
export const READY_MADE: readonly ReadyMade[] = [
  {
    key: 'treasure',
    picture: 'gem',
    condition: {
      version: 1,
      when: {
        type: 'all',
        of: [
          { type: 'rfm.score', score: 'm', op: 'gte', value: 5 },
          { type: 'rfm.score', score: 'r', op: 'gte', value: 3 },
        ],
      },
    },
  },
  {
    key: 'regular',
    picture: 'heart',
    condition: {
      version: 1,
      when: {
        type: 'all',
        of: [
          { type: 'orders.count', op: 'gte', value: 2 },
          { type: 'last.order', days: 180 },
        ],
      },
    },
  },
  {
    key: 'browser',
    picture: 'compass',
    condition: {
      version: 1,
      when: {
        type: 'all',
        of: [
          { type: 'orders.count', op: 'eq', value: 0 },
          { type: 'facts', kind: 'product.viewed', windowDays: 30, op: 'gte', value: 3 },
        ],
      },
    },
  },
];
