// At which hour of her day somebody tends to read. Pure.

const HOURS = 24;
/** Fewer times of reading tell nothing of one person, */
const LEAST_OF_CONTACT = 4;
/** and fewer than this nothing of a shop. */
export const LEAST_OF_SHOP = 50;
/** What the hours beside it add to an hour: who reads at 8:55 may read at 9:05. */
const NEIGHBOUR = 0.5;

/** For each hour of the day how often somebody read in it: never yet. */
export const noHours = (): number[] => Array.from({ length: HOURS }, () => 0);

/** The hour with the most reading in and around it, of equal ones the earliest; null when there is too little to tell. */
export function bestHour(counts: readonly number[], least = LEAST_OF_CONTACT): number | null {
  if (counts.reduce((sum, count) => sum + count, 0) < least) return null;
  const at = (hour: number) => counts[(hour + HOURS) % HOURS] ?? 0;
  const weights = counts.map((count, hour) => count + NEIGHBOUR * (at(hour - 1) + at(hour + 1)));
  const most = Math.max(...weights);
  return weights.indexOf(most);
}
