/** The eleven named groups, with the names that Shopify gives them. */
export const RFM_GROUPS = [
  'champions',
  'loyal',
  'active',
  'new',
  'promising',
  'needs_attention',
  'almost_lost',
  'at_risk',
  'previously_loyal',
  'dormant',
  'prospects',
] as const;

export type RfmGroup = (typeof RFM_GROUPS)[number];

export interface GroupRange {
  group: Exclude<RfmGroup, 'prospects'>;
  /** R from and to, both included */
  r: readonly [number, number];
  /** FM = (F + M) / 2, above the first and up to the second */
  fm: readonly [above: number, upTo: number];
}

/**
 * Shopify's table. Its public reading leaves R 3 with FM 2.5 without a group; here that cell needs attention.
 */
export const GROUP_RANGES: readonly GroupRange[] = [
  { group: 'champions', r: [5, 5], fm: [3, 5] },
  { group: 'loyal', r: [3, 4], fm: [3, 5] },
  { group: 'active', r: [4, 5], fm: [1, 3] },
  { group: 'new', r: [5, 5], fm: [0, 1] },
  { group: 'promising', r: [4, 4], fm: [0, 1] },
  { group: 'needs_attention', r: [3, 3], fm: [2, 3] },
  { group: 'almost_lost', r: [3, 3], fm: [0, 2] },
  { group: 'at_risk', r: [1, 2], fm: [2, 4] },
  { group: 'previously_loyal', r: [1, 2], fm: [4, 5] },
  { group: 'dormant', r: [1, 2], fm: [0, 2] },
];

/** @throws RangeError when a score is not 1 to 5: the table covers every cell of those */
export function groupOf(r: number, f: number, m: number): RfmGroup {
  const fm = (f + m) / 2;
  for (const range of GROUP_RANGES) {
    if (r >= range.r[0] && r <= range.r[1] && fm > range.fm[0] && fm <= range.fm[1]) return range.group;
  }
  throw new RangeError(`no RFM group for R ${r}, F ${f}, M ${m}`);
}
