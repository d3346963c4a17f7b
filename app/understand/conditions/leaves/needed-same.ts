import { SEEN_KIND } from './needed-products.ts';
import type { NeededFact } from './needed-fact.ts';
import type { Window } from './window.ts';

export const SEEN_DEEDS = ['viewed', 'added'] as const;
export type SeenDeed = (typeof SEEN_DEEDS)[number];

/** How often somebody did this to the one product that she did it to most often. */
export interface NeededSame extends Window {
  did: SeenDeed;
  /** it is always how often */
  measure?: undefined;
}

/** Names what is asked for: two leaves that need the same have the same key. */
export const sameKey = ({ did, windowDays, from, to }: NeededSame) =>
  JSON.stringify(['same', did, windowDays ?? null, from ?? null, to ?? null]);

/** The first of the facts that count, of whichever product: before it nothing leaves the window. */
export function firstSeen({ did, windowDays, from, to }: NeededSame): NeededFact {
  return {
    kind: SEEN_KIND[did],
    measure: 'first',
    ...(windowDays !== undefined && { windowDays }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}
