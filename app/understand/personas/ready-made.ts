import type { Condition } from '../conditions/condition.ts';
import type { Ours } from '../words.ts';
import type { Picture } from './pictures.ts';

interface ReadyMade {
  key: string;
  name: Ours;
  description: Ours;
  picture: Picture;
  condition: Condition;
}

/** To begin with, in the order in which they are tried. */
export const READY_MADE: readonly ReadyMade[] = [
  {
    key: 'treasure',
    name: { en: 'Treasure hunter', it: 'Cerca tesori' },
    description: {
      en: 'Spends more than four in five customers, and not long ago.',
      it: 'Spende più di quattro clienti su cinque, e non da molto.',
    },
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
    name: { en: 'The regular', it: 'L’affezionata' },
    description: {
      en: 'Bought at least twice and comes back within half a year.',
      it: 'Ha comprato almeno due volte e torna entro sei mesi.',
    },
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
    name: { en: 'Window shopper', it: 'Guarda le vetrine' },
    description: {
      en: 'Looks around a lot these weeks and has not bought yet.',
      it: 'In queste settimane guarda molto e non ha ancora comprato.',
    },
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
