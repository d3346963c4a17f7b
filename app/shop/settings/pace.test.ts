import { describe, expect, it } from 'vitest';
import { isPaced, nameTopics, paceSchema, topicsSchema } from './pace.ts';

describe('topics that a merchant names', () => {
  const named = (...names: string[]) =>
    topicsSchema.parse(nameTopics(names.map((en) => ({ id: '', en, it: en })))).map(({ id }) => id);

  it('have an id by their English name, each its own', () => {
    expect(named('Tea & cups', 'Tea, cups', 'Café')).toEqual(['tea-cups', 'tea-cups-2', 'cafe']);
  });

  it('never take the name of a purpose that means something else, nor none', () => {
    expect(named('Marketing', 'Transactional', '茶', 'x')).toEqual([
      'topic-marketing',
      'topic-transactional',
      'topic',
      'topic-x',
    ]);
  });

  it('keep their id when their words change', () => {
    const topics = [{ id: 'tea', en: 'Coffee', it: 'Caffè' }];
    expect(topicsSchema.parse(nameTopics(topics))).toEqual(topics);
  });

  it.each([
    ['a name is missing', [{ id: 'tea', en: '', it: 'Tè' }]],
    ['two share an id', [1, 2].map(() => ({ id: 'tea', en: 'Tea', it: 'Tè' }))],
    ['it is no list', 'tea'],
  ])('are refused when %s', (_name, topics) => {
    expect(topicsSchema.safeParse(nameTopics(topics)).success).toBe(false);
  });
});

describe('how often people are written to', () => {
  it('is not limited until a merchant says so', () => {
    expect(isPaced(paceSchema.parse(undefined))).toBe(false);
    expect(isPaced(paceSchema.parse({ quiet: { on: true } }))).toBe(true);
    expect(isPaced(paceSchema.parse({ caps: { journey: { most: 1, days: 1 } } }))).toBe(true);
  });
});
