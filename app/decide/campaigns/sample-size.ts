// How many recipients a test needs, told before it begins. Pure.
import { normalPoint, normalShare } from './normal.ts';
import type { Metric } from './plan.ts';
import { ALPHA, boundary, SCALE } from './sequential-test.ts';

export const POWER = 0.8;

/**
 * For each of two variants, looked at once, at the end: Fleiss, "Statistical Methods for Rates and Proportions", 3rd ed.,
 * formula 4.14 (without continuity correction), two-sided; what R's `power.prop.test` gives.
 */
export function fixedSampleSize(first: number, second: number, alpha = ALPHA, power = POWER): number {
  const mean = (first + second) / 2;
  const spread = Math.sqrt(first * (1 - first) + second * (1 - second));
  const reach = normalPoint(1 - alpha / 2) * Math.sqrt(2 * mean * (1 - mean)) + normalPoint(power) * spread;
  return (reach / (second - first)) ** 2;
}

const MOST = 2 ** 40;

/** For each variant, looked at all the time: after so many it has been seen with that power. */
export function sequentialSampleSize(
  first: number,
  second: number,
  { metric, alpha = ALPHA, power = POWER }: { metric: Metric; alpha?: number; power?: number },
): number {
  const mean = (first + second) / 2;
  const spread = first * (1 - first) + second * (1 - second);
  const seen = (each: number) => {
    const limit = boundary((2 * mean * (1 - mean)) / each, SCALE[metric], alpha);
    return normalShare((Math.abs(second - first) - limit) / Math.sqrt(spread / each)) >= power;
  };
  let enough = 100;
  while (!seen(enough)) {
    enough *= 2;
    if (enough > MOST) return Infinity;
  }
  let few = enough / 2;
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    if (seen(middle)) enough = middle;
    else few = middle;
  }
  return Math.ceil(enough);
}

/** What counts as usual until the shop has numbers of its own. */
export const USUAL: Readonly<Record<Metric, number>> = { opened: 0.3, clicked: 0.03, converted: 0.01 };

/** The smallest difference that a test with so many recipients a variant is likely to see; null when hardly any is. */
export function smallestDifference(each: number, base: number, metric: Metric, alpha = ALPHA): number | null {
  let [low, high] = [0, 1 - base];
  if (high <= 0 || sequentialSampleSize(base, base + high * 0.999, { metric, alpha }) > each) return null;
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (sequentialSampleSize(base, base + Math.max(middle, 1e-6), { metric, alpha }) <= each) high = middle;
    else low = middle;
  }
  return high;
}
