import { describe, expect, it } from 'vitest';
import { normalPoint, normalShare } from './normal.ts';
import { fixedSampleSize, sequentialSampleSize, smallestDifference } from './sample-size.ts';

describe('the normal law', () => {
  it('is that of the tables', () => {
    expect(normalShare(1.96)).toBeCloseTo(0.975, 4);
    expect(normalShare(-1)).toBeCloseTo(0.158655, 5);
    expect(normalPoint(0.975)).toBeCloseTo(1.95996, 4);
    expect(normalPoint(0.8)).toBeCloseTo(0.84162, 4);
  });
});

describe('the size of a test', () => {
  it('is the one that is published', () => {
    // R, help of power.prop.test: power.prop.test(p1 = .50, p2 = .75, power = .90) gives n = 76.7
    expect(fixedSampleSize(0.5, 0.75, 0.05, 0.9)).toBeCloseTo(76.7, 1);
    // R: power.prop.test(p1 = .10, p2 = .15, power = .80) gives n = 685.6
    expect(fixedSampleSize(0.1, 0.15)).toBeCloseTo(685.6, 0);
  });

  it('is larger for one that is looked at all the time, and not beyond measure', () => {
    for (const [first, second, metric] of [
      [0.3, 0.33, 'opened'],
      [0.03, 0.04, 'clicked'],
      [0.01, 0.015, 'converted'],
    ] as const) {
      const once = fixedSampleSize(first, second);
      const always = sequentialSampleSize(first, second, { metric });
      expect(always).toBeGreaterThan(once);
      expect(always).toBeLessThan(3 * once);
    }
  });

  it('and the smallest difference it can see lead to one another', () => {
    const difference = smallestDifference(4000, 0.3, 'opened') ?? 0;
    expect(sequentialSampleSize(0.3, 0.3 + difference, { metric: 'opened' })).toBeLessThanOrEqual(4000);
    expect(sequentialSampleSize(0.3, 0.3 + difference * 0.98, { metric: 'opened' })).toBeGreaterThan(4000);
    expect(smallestDifference(10, 0.3, 'opened')).toBeNull();
  });
});
