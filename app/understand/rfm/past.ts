import type { DayCounter } from '../../platform/clock/day-counter.ts';
import { cellCode, CELLS, type ScoredCell } from './columns.ts';
import { monthsBefore } from './measure.ts';
import { scoreOf, type FrozenCuts } from './rules.ts';

export interface PastOrder {
  at: number;
  /** minor units */
  total: number;
  /** what was given back, and when; what is not known to the day, on the day of the order */
  refunds: readonly { at: number; amount: number }[];
  /** it counted until then; null: it counts still */
  cancelledAt: number | null;
}

interface Rules {
  calendar: DayCounter;
  /** digits after the decimal point */
  exponent: number;
  /** months that frequency and money count, and whether refunds stay counted */
  months: number | null;
  beforeRefunds: boolean;
}

/**
 * Where somebody stood at the end of each of some days, from her orders alone, as the scoring of that day saw them: what was
 * given back or cancelled later counted still. Days before her first order are left out.
 * @param orders the oldest first
 */
export function pastCells(
  orders: readonly PastOrder[],
  days: readonly number[],
  cuts: FrozenCuts,
  { calendar, exponent, months, beforeRefunds }: Rules,
): { day: number; cell: ScoredCell; count: number; net: number }[] {
  return days.flatMap((day) => {
    const end = calendar.startOf(day + 1);
    const placed = orders.filter(({ at, cancelledAt }) => at < end && (cancelledAt === null || cancelledAt >= end));
    const last = placed.at(-1);
    if (!last) return [];
    const since = months === null ? Number.NEGATIVE_INFINITY : calendar.startOf(monthsBefore(calendar, day, months));
    const counted = placed.filter(({ at }) => at >= since);
    const givenBack = ({ refunds }: PastOrder) =>
      refunds.reduce((sum, { at, amount }) => (at < end ? sum + amount : sum), 0);
    const sum = (list: readonly PastOrder[], gross: boolean) =>
      list.reduce((total, order) => total + order.total - (gross ? 0 : givenBack(order)), 0);
    const r = 6 - scoreOf(day - calendar.day(last.at), cuts.r, cuts.binning);
    const f = scoreOf(counted.length, cuts.f, cuts.binning);
    const m = scoreOf(sum(counted, beforeRefunds) / 10 ** exponent, cuts.m, cuts.binning);
    const cell = CELLS[cellCode(r, f, m)];
    return cell ? [{ day, cell, count: placed.length, net: sum(placed, false) }] : [];
  });
}
