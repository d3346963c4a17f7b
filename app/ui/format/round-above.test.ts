import { describe, expect, it } from 'vitest';
import { roundAbove } from './round-above.ts';

describe('the top of an axis', () => {
  it.each([
    [0, 1],
    [1, 1],
    [7, 8],
    [100, 100],
    [5028, 6000],
    [105_928_690, 120_000_000],
    [9_500_000, 10_000_000],
  ])('of %d is %d', (value, top) => {
    expect(roundAbove(value)).toBeCloseTo(top, 5);
  });
});
