/**
 * The quantile of sorted numbers, type 7 of Hyndman and Fan (the default of R and NumPy): linear between the two
 * neighbours of (n − 1) p. Only those two need stand where sorting puts them.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const { length } = sorted;
  if (length === 0) throw new RangeError('no quantile of nothing');
  const [below, above] = ranksOf(length, p);
  const share = (length - 1) * p - below;
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[above] ?? Number.NaN;
  if (share < 1e-9 || low === high) return low;
  // the sum carries the rounding of binary fractions, which a cut-point shown to a merchant must not
  return Number((low + share * (high - low)).toPrecision(12));
}

/** The ranks of the two neighbours among so many numbers. */
export function ranksOf(length: number, p: number): [below: number, above: number] {
  const below = Math.floor((length - 1) * p + 1e-9);
  return [below, Math.min(below + 1, length - 1)];
}
