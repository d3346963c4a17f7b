import type { Id } from './types.ts';

/** Thirteen or fourteen digits, each kind in a range of its own, as in a real shop of today. */
const FIRST = {
  product: 8_712_000_000_000,
  variant: 46_300_000_000_000,
  inventoryItem: 48_400_000_000_000,
  picture: 39_100_000_000_000,
  collection: 452_100_000_000,
  customer: 7_245_000_000_000,
  order: 5_618_000_000_000,
  line: 14_230_000_000_000,
  refund: 912_000_000_000,
  refundLine: 618_000_000_000,
  pixel: 1_204_000_000,
  orderEdit: 78_912_000_000,
  dataRequest: 9_412_000_000,
  discount: 1_412_000_000_000,
  redeemCode: 20_123_000_000_000,
  codeCreation: 6_812_000_000,
  segment: 512_400_000_000,
  metafield: 31_400_000_000_000,
  flowTrigger: 81_200_000,
  marketingActivity: 164_000_000_000,
} as const;

export type IdKind = keyof typeof FIRST;
export type IdCounts = Partial<Record<IdKind, number>>;

/** As if so many of every kind had been given out already. */
export function countsFrom(count: number): IdCounts {
  return Object.fromEntries(Object.keys(FIRST).map((kind) => [kind, count]));
}

/** Odd and larger than one, so that nothing gets by with guessing the next id. */
const STEP = 32_771;

export interface IdSource {
  next(kind: IdKind): Id;
  /** How many of each kind were given out: what has to be kept to go on after a restart. */
  counts(): IdCounts;
}

export function idSource(counts: IdCounts = {}): IdSource {
  const given = { ...counts };
  return {
    next: (kind) => {
      const count = given[kind] ?? 0;
      given[kind] = count + 1;
      return String(FIRST[kind] + count * STEP);
    },
    counts: () => ({ ...given }),
  };
}
