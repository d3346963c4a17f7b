// What a contact cares for, from what she looked at, put into carts and bought.
import { DAY } from '../../platform/clock/clock.ts';

export const INTEREST_KINDS = ['category', 'collection', 'tag', 'vendor'] as const;
export type InterestKind = (typeof INTEREST_KINDS)[number];

/** What counts towards an interest, and how much. */
export const POINTS = { viewed: 1, carted: 3, bought: 5 } as const;
export type InterestDeed = keyof typeof POINTS;

/** What somebody did with products of one kind on one day (UTC). */
export interface Deed {
  did: InterestDeed;
  /** days since 1970 */
  day: number;
  times: number;
  lastAt: number;
  /** what the product belongs to; the same thing once */
  of: readonly { kind: InterestKind; name: string }[];
}

export interface Interest {
  kind: InterestKind;
  name: string;
  /** points times 2^((day - 2020) / half-life): weights of any age compare as they stand (Cormode et al. 2009) */
  weight: number;
  /** of all weight of its kind, in thousandths; it stays as it is while time passes, for all weights fade alike */
  share: number;
  /** 1 is the strongest of its kind */
  rank: number;
  views: number;
  carts: number;
  purchases: number;
  last_at: number;
}

/** So many of each kind are kept: a contact who looks at everything is interested in nothing. */
export const KEPT = 12;

const FIRST_DAY = Date.UTC(2020, 0, 1) / DAY;

interface Tally {
  kind: InterestKind;
  name: string;
  /** whole points by day, so that their sum does not depend on the order in which facts were heard */
  points: Map<number, number>;
  viewed: number;
  carted: number;
  bought: number;
  lastAt: number;
}

/**
 * The interests that deeds amount to, strongest first within each kind. Deeds may come in any order: points are whole
 * numbers, and days are added up from the oldest, for a sum of fractions depends on its order.
 */
export function interestsOf(deeds: Iterable<Deed>, halfLifeDays: number): Interest[] {
  const tallies = new Map<string, Tally>();
  for (const { did, day, times, lastAt, of } of deeds) {
    for (const { kind, name } of of) {
      const key = `${kind}\n${name}`;
      const tally = tallies.get(key) ?? {
        kind,
        name,
        points: new Map<number, number>(),
        viewed: 0,
        carted: 0,
        bought: 0,
        lastAt: 0,
      };
      tallies.set(key, tally);
      tally.points.set(day, (tally.points.get(day) ?? 0) + times * POINTS[did]);
      tally[did] += times;
      tally.lastAt = Math.max(tally.lastAt, lastAt);
    }
  }
  return INTEREST_KINDS.flatMap((kind) => {
    const weighed = [...tallies.values()]
      .filter((tally) => tally.kind === kind)
      .map((tally) => ({ tally, weight: weightOf(tally.points, halfLifeDays) }))
      .toSorted((a, b) => b.weight - a.weight || (a.tally.name < b.tally.name ? -1 : 1));
    const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
    return weighed.slice(0, KEPT).map(({ tally, weight }, index) => ({
      kind,
      name: tally.name,
      weight,
      share: Math.round((1000 * weight) / total),
      rank: index + 1,
      views: tally.viewed,
      carts: tally.carted,
      purchases: tally.bought,
      last_at: tally.lastAt,
    }));
  });
}

function weightOf(points: ReadonlyMap<number, number>, halfLifeDays: number): number {
  return [...points]
    .toSorted(([a], [b]) => a - b)
    .reduce((sum, [day, count]) => sum + count * 2 ** ((day - FIRST_DAY) / halfLifeDays), 0);
}

/** What a weight is worth at an instant, in points: a view of this very day is 1. */
export function pointsAt(weight: number, now: number, halfLifeDays: number): number {
  return weight * 2 ** -((now / DAY - FIRST_DAY) / halfLifeDays);
}
