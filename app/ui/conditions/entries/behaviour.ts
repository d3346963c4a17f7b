import { DEVICE_KINDS, FACT_KINDS, type FactKind } from '../../../listen/facts/fact.ts';
import type { Control, Entry, Family } from './entry.ts';

const window = { control: 'period', days: 'windowDays', always: 'ever' } as const;
const about: Control[] = [{ control: 'subject' }, { control: 'where' }];

const familyOf = (kind: FactKind): Family =>
  kind.startsWith('order.') ? 'purchases' : kind.startsWith('message.') ? 'mail' : 'behaviour';

/** Each kind of fact by how often, and those that come to an amount by their sum as well. */
const counted: Entry[] = FACT_KINDS.flatMap((kind): Entry[] => {
  const count: Entry = {
    id: `facts.${kind}`,
    family: familyOf(kind),
    fresh: { type: 'facts', kind, op: 'gte', value: 1 },
    is: ['kind'],
    controls: [{ control: 'comparison', unit: 'times' }, window, ...about],
  };
  if (kind !== 'order.placed' && kind !== 'order.refunded') return [count];
  const sum: Entry = {
    ...count,
    id: `sum.${kind}`,
    fresh: { type: 'facts', kind, measure: 'sum', op: 'gte', value: 10_000 },
    is: ['kind', 'measure'],
    controls: [{ control: 'comparison', unit: 'money' }, window, ...about],
  };
  return [sum, count];
});

export const BEHAVIOUR: Entry[] = [
  ...counted,
  {
    id: 'device',
    family: 'behaviour',
    fresh: { type: 'device', in: ['mobile'] },
    is: [],
    controls: [{ control: 'choices', at: 'in', options: DEVICE_KINDS, words: 'editor.device' }, window],
  },
  ...(['first', 'last'] as const).map((time): Entry => ({
    id: `when.${time}`,
    family: 'behaviour',
    fresh: { type: 'facts.when', time, kind: 'page.viewed', days: 30 },
    is: ['time'],
    controls: [
      { control: 'choice', at: 'kind', options: FACT_KINDS, words: 'kind' },
      { control: 'period', days: 'days', always: 'ever' },
      ...about,
    ],
  })),
];
