const FEW = 64;
/** beyond this depth the pivots were unlucky so often that sorting is cheaper */
const DEEPEST = 48;

/**
 * Puts the values of some ranks where sorting would put them, and leaves the rest in disorder: four quintiles of a
 * million numbers need no million numbers in order (Hoare's quickselect, for several ranks at once).
 * @param ranks ascending
 */
export function settleRanks(values: Float64Array, ranks: readonly number[]): void {
  settle(values, 0, values.length - 1, ranks, 0);
}

function settle(values: Float64Array, low: number, high: number, ranks: readonly number[], depth: number): void {
  if (ranks.length === 0 || low >= high) return;
  if (high - low < FEW || depth > DEEPEST) {
    values.subarray(low, high + 1).sort();
    return;
  }
  const pivot = pivotOf(values, low, high);
  // three parts: below, equal, above; what repeats a lot (orders, days) is then done in one pass
  let below = low;
  let above = high;
  for (let at = low; at <= above;) {
    const value = at < values.length ? (values[at] ?? 0) : 0;
    if (value < pivot) {
      values[at++] = values[below] ?? 0;
      values[below++] = value;
    } else if (value > pivot) {
      values[at] = values[above] ?? 0;
      values[above--] = value;
    } else at++;
  }
  settle(
    values,
    low,
    below - 1,
    ranks.filter((rank) => rank < below),
    depth + 1,
  );
  settle(
    values,
    above + 1,
    high,
    ranks.filter((rank) => rank > above),
    depth + 1,
  );
}

/** The median of nine values spread over the range. */
function pivotOf(values: Float64Array, low: number, high: number): number {
  const step = Math.floor((high - low) / 8);
  const nine = Float64Array.from({ length: 9 }, (_, index) => values[low + index * step] ?? 0);
  return nine.sort()[4] ?? 0;
}
