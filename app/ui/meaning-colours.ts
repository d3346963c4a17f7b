import type { RfmGroup } from '../understand/rfm/groups.ts';

// Colours of meaning, the same everywhere: cold is slate, through sand and amber to deep orange.
// Each comes with the ink that reads on it at WCAG AA.

export interface Tint {
  fill: string;
  ink: string;
}

const DARK = '#2b1d0a';
const LIGHT = '#ffffff';

export const STAGE_TINTS: Readonly<Record<string, Tint>> = {
  visitor: { fill: '#5b6b80', ink: LIGHT },
  lead: { fill: '#a9a391', ink: DARK },
  mql: { fill: '#d3bd8f', ink: DARK },
  sql: { fill: '#ecc063', ink: DARK },
  customer: { fill: '#f2a52c', ink: DARK },
  loyal: { fill: '#c2470f', ink: LIGHT },
  referral: { fill: '#e5d6b4', ink: DARK },
  review: { fill: '#e5d6b4', ink: DARK },
};

/** The eleven groups and the prospects, from hot to cold. */
export const GROUPS = [
  'champions',
  'loyal',
  'active',
  'promising',
  'new',
  'needs_attention',
  'almost_lost',
  'previously_loyal',
  'at_risk',
  'dormant',
  'prospects',
] as const satisfies readonly RfmGroup[];

export const GROUP_TINTS: Readonly<Record<string, Tint>> = {
  champions: { fill: '#c2470f', ink: LIGHT },
  loyal: { fill: '#dd6b14', ink: DARK },
  active: { fill: '#ef8f1f', ink: DARK },
  promising: { fill: '#f2a52c', ink: DARK },
  new: { fill: '#efb950', ink: DARK },
  needs_attention: { fill: '#e6c57f', ink: DARK },
  almost_lost: { fill: '#d3bd8f', ink: DARK },
  previously_loyal: { fill: '#bdb08f', ink: DARK },
  at_risk: { fill: '#a9a391', ink: DARK },
  dormant: { fill: '#7f8a94', ink: DARK },
  prospects: { fill: '#5b6b80', ink: LIGHT },
};

/** For a stage or group that these tables do not know. */
export const PLAIN_TINT: Tint = { fill: '#d5d5d5', ink: DARK };
