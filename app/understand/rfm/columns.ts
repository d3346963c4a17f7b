// Customers as columns of numbers: a million of them are scored in milliseconds, where a million objects would take seconds.
import { groupOf, type RfmGroup } from './groups.ts';
import type { FrozenCuts, RfmCell } from './rules.ts';

export interface CustomerColumns {
  /** days since the last order */
  recency: Float64Array;
  orders: Float64Array;
  /** major units */
  spent: Float64Array;
}

/** The code of who has no scores. */
export const NO_CELL = 255;

/** R, F and M as one small number, 0 to 124. */
export const cellCode = (r: number, f: number, m: number): number => (r - 1) * 25 + (f - 1) * 5 + (m - 1);

export type ScoredCell = RfmCell & { r: number; f: number; m: number };

/** By code: all 125 cells. */
export const CELLS: readonly ScoredCell[] = Array.from({ length: 125 }, (_, code) => {
  const [r, f, m] = [Math.floor(code / 25) + 1, (Math.floor(code / 5) % 5) + 1, (code % 5) + 1];
  return { r, f, m, group: groupOf(r, f, m) };
});

export const GROUP_BY_CODE: readonly RfmGroup[] = CELLS.map(({ group }) => group);

/** The cell of every customer, as `cellOf` of rules.ts would say one by one. */
export function cellCodes({ recency, orders, spent }: CustomerColumns, cuts: FrozenCuts): Uint8Array {
  const codes = new Uint8Array(recency.length);
  addScores(codes, recency, limits(cuts.r, cuts.binning), -25, 4 * 25);
  addScores(codes, orders, limits(cuts.f, cuts.binning), 5, 0);
  addScores(codes, spent, limits(cuts.m, cuts.binning), 1, 0);
  return codes;
}

function addScores(codes: Uint8Array, values: Float64Array, [a, b, c, d]: Limits, step: number, base: number): void {
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    const below = (value > a ? 1 : 0) + (value > b ? 1 : 0) + (value > c ? 1 : 0) + (value > d ? 1 : 0);
    codes[at] = (codes[at] ?? 0) + base + step * below;
  }
}

type Limits = readonly [number, number, number, number];

/** Values above these score higher. A fixed cut-point belongs to the score above it: the limit is the number just below. */
function limits(cuts: readonly number[], binning: FrozenCuts['binning']): Limits {
  const [a = 0, b = 0, c = 0, d = 0] = binning === 'fixed' ? cuts.map(justBelow) : cuts;
  return [a, b, c, d];
}

const bits = new BigInt64Array(1);
const asNumber = new Float64Array(bits.buffer);

/** The greatest number that is smaller: the neighbour in the order of IEEE 754. */
function justBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  asNumber[0] = value;
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? -1n : 1n);
  return asNumber[0] ?? value;
}
