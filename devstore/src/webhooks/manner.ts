import type { Faults, Manner } from './webhooks.ts';

export const PLAIN: Manner = { duplicate: 0, shuffle: false, hold: 0, drop: 0, delay: 0 };

/** How deliveries of a topic go wrong: as said for it, else as said for all. */
export function mannerOf(faults: Faults, topic: string): Manner {
  return faults.topics[topic] ?? faults;
}

/** Chance that can be told again: mulberry32 from the seed on. */
export function chance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
