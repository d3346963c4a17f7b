import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../platform/clock/clock.ts';
import { type Deed, INTEREST_KINDS, interestsOf, KEPT, pointsAt, POINTS } from './rules.ts';

const TODAY = 20_700;
const shoes = [{ kind: 'category', name: 'Shoes' }] as const;
const hats = [{ kind: 'category', name: 'Hats' }] as const;
const deed = (did: Deed['did'], daysAgo: number, of: Deed['of'], times = 1): Deed => ({
  did,
  day: TODAY - daysAgo,
  times,
  lastAt: (TODAY - daysAgo) * DAY,
  of,
});
const first = (deeds: Deed[], halfLife = 60) => interestsOf(deeds, halfLife)[0]?.name;

describe('interests', () => {
  it('weigh what was bought more than what was looked at', () => {
    expect(first([deed('viewed', 0, hats, 4), deed('bought', 0, shoes)])).toBe('Shoes');
    expect(first([deed('viewed', 0, hats, 6), deed('bought', 0, shoes)])).toBe('Hats');
  });

  it('fade: after a half-life, half is left', () => {
    const [old] = interestsOf([deed('viewed', 60, shoes)], 60);
    expect(pointsAt(old!.weight, TODAY * DAY, 60)).toBeCloseTo(0.5, 9);
    expect(first([deed('viewed', 60, hats, 3), deed('viewed', 0, shoes, 2)])).toBe('Shoes');
    expect(first([deed('viewed', 60, hats, 3), deed('viewed', 0, shoes, 2)], 600)).toBe('Hats');
  });

  it('say how much of all interest each has, and which is the strongest', () => {
    const found = interestsOf([deed('viewed', 3, shoes, 3), deed('carted', 3, shoes, 2), deed('viewed', 3, hats)], 60);
    expect(found).toMatchObject([
      { name: 'Shoes', share: 900, rank: 1, views: 3, carts: 2, purchases: 0 },
      { name: 'Hats', share: 100, rank: 2 },
    ]);
  });

  it('keep the strongest of each kind alone', () => {
    const many = Array.from({ length: 40 }, (_, n) => deed('viewed', 0, [{ kind: 'tag', name: `t${n}` }], n + 1));
    const found = interestsOf(many, 60);
    expect(found).toHaveLength(KEPT);
    expect(found[0]).toMatchObject({ name: 't39', rank: 1 });
  });

  it('are the same to the last bit in whatever order and batches deeds are told', () => {
    const deeds = fc.array(
      fc.record({
        did: fc.constantFrom(...(Object.keys(POINTS) as Deed['did'][])),
        day: fc.integer({ min: TODAY - 900, max: TODAY }),
        times: fc.integer({ min: 1, max: 9 }),
        lastAt: fc.integer({ min: 0, max: 1e6 }),
        of: fc.subarray(
          INTEREST_KINDS.flatMap((kind) => ['a', 'b', 'c'].map((name) => ({ kind, name }))),
          { minLength: 1 },
        ),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(
        deeds.chain((list) => fc.tuple(fc.constant(list), shuffled(list))),
        fc.constantFrom(14, 60, 731),
        ([told, again], halfLife) => {
          // one that was told as three single ones is one of three
          const split = again.flatMap((one) => Array.from({ length: one.times }, () => ({ ...one, times: 1 })));
          expect(JSON.stringify(interestsOf(split, halfLife))).toBe(JSON.stringify(interestsOf(told, halfLife)));
        },
      ),
    );
  });
});

const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
