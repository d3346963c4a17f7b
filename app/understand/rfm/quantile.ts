/**
 * The quantile of sorted numbers, type 7 of Hyndman and Fan (the default of R and NumPy): linear between the two
 * neighbours of (n − 1) p.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const last = sorted.length - 1;
  if (last < 0) throw new RangeError('no quantile of nothing');
  const position = last * p;
  const below = Math.floor(position + 1e-9);
  const share = position - below;
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, last)] ?? Number.NaN;
  if (share < 1e-9 || low === high) return low;
  // the sum carries the rounding of binary fractions, which a cut-point shown to a merchant must not
  return Number((low + share * (high - low)).toPrecision(12));
}
