import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimated } from './estimate.ts';

const looks = fc
  .tuple(
    fc.integer({ min: 1, max: 1_000_000 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([of, seen, passing]) => {
    const looked = Math.max(1, Math.floor(of * seen));
    return { of, looked, held: Math.floor(looked * passing) };
  });

describe('how many there are, when some were looked at', () => {
  it('is not fewer than were found, nor more than that and all who are left', () => {
    fc.assert(
      fc.property(looks, ({ held, looked, of }) => {
        const { count, from, to } = estimated(held, looked, of);
        expect(from).toBeGreaterThanOrEqual(held);
        expect(to).toBeLessThanOrEqual(held + of - looked);
        expect(count).toBeGreaterThanOrEqual(from);
        expect(count).toBeLessThanOrEqual(to);
      }),
    );
  });

  it('is exact when all were', () => {
    expect(estimated(7, 20, 20)).toEqual({ count: 7, from: 7, to: 7 });
  });

  it('may be some, though none was found', () => {
    expect(estimated(0, 10_000, 100_000)).toEqual({ count: 0, from: 0, to: 40 });
  });

  it('is said no finer than it is known', () => {
    expect(estimated(3712, 30_000, 100_000)).toEqual({ count: 12_400, from: 12_000, to: 12_700 });
  });

  it('holds nineteen times of twenty', () => {
    let state = 7;
    const lot = (below: number) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    let inside = 0;
    const draws = 500;
    for (let draw = 0; draw < draws; draw++) {
      // of 3,000 whom one in nine holds for, 300 are looked at
      const everybody = Array.from({ length: 3000 }, (_, at) => at % 9 === 0);
      let held = 0;
      for (let left = 3000; left > 2700; left--) held += everybody.splice(lot(left), 1)[0] ? 1 : 0;
      const { from, to } = estimated(held, 300, 3000);
      if (from <= 334 && 334 <= to) inside++;
    }
    expect(inside / draws).toBeGreaterThan(0.92);
  });
});
