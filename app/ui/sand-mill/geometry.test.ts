import { describe, expect, it } from 'vitest';
import { band, halfWidth, turnSeconds, VIEW } from './geometry.ts';

describe('the funnel', () => {
  it('only ever gets narrower', () => {
    const widths = Array.from({ length: 21 }, (_, step) => halfWidth(step / 20));
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
  });

  it('keeps its bands apart and inside the picture', () => {
    const bands = [0, 1, 2, 3].map(band);
    for (const [index, each] of bands.entries()) {
      expect(each.left).toBeGreaterThan(0);
      expect(each.right).toBeLessThan(VIEW.width);
      const below = bands[index + 1];
      if (below) expect(below.top).toBeGreaterThan(each.bottom);
    }
  });
});

describe('the wheel', () => {
  it('stands still when nobody comes back', () => {
    expect(turnSeconds(0)).toBeNull();
    expect(turnSeconds(Number.NaN)).toBeNull();
  });

  it('turns faster the more come back', () => {
    const slow = turnSeconds(0.05) ?? 0;
    const fast = turnSeconds(0.6) ?? 0;
    expect(fast).toBeLessThan(slow);
    expect(turnSeconds(1)).toBe(turnSeconds(4));
  });
});
