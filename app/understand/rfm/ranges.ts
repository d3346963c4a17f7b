// Cut-points as a merchant reads them: which values earn which score.
import type { FrozenCuts } from './rules.ts';

export interface ScoreRange {
  score: number;
  /** smallest value; null: no lower end. For money the end itself may be out, see `fromIsOut` */
  from: number | null;
  /** largest value; null: no upper end. For money the end itself may be out, see `toIsOut` */
  to: number | null;
  fromIsOut: boolean;
  toIsOut: boolean;
  /** two cut-points are equal, or no whole number lies between them: nobody gets this score */
  empty: boolean;
}

export interface ScoreRanges {
  /** days since the last order, whole; the best score first */
  r: ScoreRange[];
  /** orders, whole */
  f: ScoreRange[];
  /** net spend in major units */
  m: ScoreRange[];
}

export function rangesOf({ binning, r, f, m }: FrozenCuts): ScoreRanges {
  const isFixed = binning === 'fixed';
  return {
    // fewer days are better, so the first range is a five
    r: between(r, isFixed).map((range, index) => whole(range, 5 - index, 0)),
    f: between(f, isFixed)
      .map((range, index) => whole(range, index + 1, 1))
      .toReversed(),
    m: between(m, isFixed)
      .map((range, index) => ({ ...range, score: index + 1 }))
      .toReversed(),
  };
}

type Between = Omit<ScoreRange, 'score'>;

/** A value on a cut-point belongs below it with quintiles, above it with fixed ones: see `scoreOf`. */
function between(cuts: readonly number[], isFixed: boolean): Between[] {
  return [null, ...cuts].map((from, index) => {
    const to = cuts[index] ?? null;
    const empty = from !== null && to !== null && from >= to;
    return { from, to, fromIsOut: !isFixed && from !== null, toIsOut: isFixed && to !== null, empty };
  });
}

function whole(range: Between, score: number, least: number): ScoreRange {
  const { from: low, to: high } = range;
  const from = low === null ? least : range.fromIsOut ? Math.floor(low) + 1 : Math.ceil(low);
  const to = high === null ? null : range.toIsOut ? Math.ceil(high) - 1 : Math.floor(high);
  return { score, from, to, fromIsOut: false, toIsOut: false, empty: to !== null && from > to };
}
