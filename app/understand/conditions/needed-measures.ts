import { leavesOf, type Condition } from './condition.ts';
import { leafMeasures } from './leaves/leaves.ts';
import { type Measure, measureKey } from './leaves/measure.ts';

/** What has to be counted or summed before conditions are evaluated for one contact; each once, by its key. */
export function neededMeasures(conditions: readonly Condition[]): Map<string, Measure> {
  const leaves = conditions.flatMap(({ when }) => leavesOf(when));
  return new Map(leaves.flatMap(leafMeasures).map((measure) => [measureKey(measure), measure]));
}
