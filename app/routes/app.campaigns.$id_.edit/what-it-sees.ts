import type { Metric } from '../../decide/campaigns/plan.ts';
import { sequentialSampleSize, smallestDifference } from '../../decide/campaigns/sample-size.ts';
import { ALPHA } from '../../decide/campaigns/sequential-test.ts';

/** A rise by this part is what a good idea brings. */
const WORTHWHILE = 0.2;

/** What a test with so many recipients a variant can see, and how many it would take to see what is worth while. */
export function whatItSees(each: number, base: number, metric: Metric, variants: number) {
  // every pair of variants may differ by chance: each gets its part
  const alpha = ALPHA / ((variants * (variants - 1)) / 2);
  return {
    difference: smallestDifference(each, base, metric, alpha),
    need: sequentialSampleSize(base, Math.min(0.99, base * (1 + WORTHWHILE)), { metric, alpha }),
  };
}
