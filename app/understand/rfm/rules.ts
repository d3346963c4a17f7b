// How contacts get their RFM scores: pure, in days, orders and major units of money.
import { z } from 'zod';
import type { CustomerColumns } from './columns.ts';
import { groupOf, type RfmGroup } from './groups.ts';
import { quantile, ranksOf } from './quantile.ts';
import { settleRanks } from './settle-ranks.ts';

const four = z.array(z.number()).length(4);

/** Four cut-points for each score: recency in days, frequency in orders, money in major units of the shop's currency. */
export const cutsSchema = z.object({ r: four, f: four, m: four });
export type Cuts = z.infer<typeof cutsSchema>;

/** What is frozen between two refreshes. Cut-points a merchant has fixed belong to the score above them. */
export const frozenCutsSchema = cutsSchema.extend({ binning: z.enum(['quantile', 'fixed']) });
export type FrozenCuts = z.infer<typeof frozenCutsSchema>;
export type Binning = FrozenCuts['binning'];

export interface RfmValues {
  recencyDays: number;
  orders: number;
  /** net spend in major units */
  spent: number;
}

export interface RfmCell {
  r: number | null;
  f: number | null;
  m: number | null;
  group: RfmGroup;
}

export const PROSPECT: RfmCell = { r: null, f: null, m: null, group: 'prospects' };

const FIFTHS = [0.2, 0.4, 0.6, 0.8];

/**
 * The inner quintiles of the contacts with an order. Who has none of those that frequency and money count (the merchant
 * may look back some months only) is below every one of them.
 */
export function cutPoints({ recency, orders, spent }: CustomerColumns): Cuts {
  // one after another in the same place: a million numbers are eight megabytes
  const place = new Float64Array(recency.length);
  const counted = (values: Float64Array) => {
    let count = 0;
    for (let at = 0; at < values.length; at++) {
      if ((orders[at] ?? 0) > 0) place[count++] = values[at] ?? 0;
    }
    return place.subarray(0, count);
  };
  place.set(recency);
  return { r: quintiles(place), f: quintiles(counted(orders)), m: quintiles(counted(spent)) };
}

/** The array is left in another order. */
function quintiles(values: Float64Array): number[] {
  if (values.length === 0) return FIFTHS.map(() => 0);
  settleRanks(values, [...new Set(FIFTHS.flatMap((p) => ranksOf(values.length, p)))]);
  return FIFTHS.map((p) => quantile(values, p));
}

/** 1 + the number of cut-points below the value; with fixed ones, lower ≤ value < upper. */
export function scoreOf(value: number, cuts: readonly number[], binning: Binning): number {
  let score = 1;
  for (const cut of cuts) if (binning === 'fixed' ? value >= cut : value > cut) score++;
  return score;
}

/** Equal values always get equal scores. Recency is turned round: fewer days are better. */
export function cellOf(values: RfmValues, cuts: FrozenCuts): RfmCell {
  const r = 6 - scoreOf(Math.max(0, values.recencyDays), cuts.r, cuts.binning);
  const f = scoreOf(values.orders, cuts.f, cuts.binning);
  const m = scoreOf(values.spent, cuts.m, cuts.binning);
  return { r, f, m, group: groupOf(r, f, m) };
}

/** The cut-points of a shop's row; null when there are none that can be read. */
export function parseFrozenCuts(text: string | null): FrozenCuts | null {
  if (text === null) return null;
  try {
    return frozenCutsSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
