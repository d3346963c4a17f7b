/** A small reproducible source of chance (mulberry32). The same seed gives the same numbers everywhere. */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Picks with the weight that each carries. */
  weighted<T>(from: readonly T[], weightOf: (item: T, index: number) => number): T;
  /** Waiting time with this mean. */
  exponential(mean: number): number;
}

export function random(seed: string): Random {
  let state = 2_166_136_261;
  for (const char of seed) state = Math.imul(state ^ char.charCodeAt(0), 16_777_619);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const at = <T>(from: readonly T[], index: number): T => {
    if (from.length === 0) throw new RangeError('nothing to pick from');
    return from[Math.min(index, from.length - 1)] as T;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (share) => next() < share,
    pick: (from) => at(from, Math.floor(next() * from.length)),
    weighted: (from, weightOf) => {
      const total = from.reduce((sum, item, index) => sum + weightOf(item, index), 0);
      let left = next() * total;
      const index = from.findIndex((item, n) => (left -= weightOf(item, n)) < 0);
      return at(from, index < 0 ? from.length - 1 : index);
    },
    exponential: (mean) => -Math.log(1 - next()) * mean,
  };
}
