import type { Values } from './told.ts';

/** The parts of the Sand-Mill picture: funnel, wheel, base. */
export const MILL_PARTS = ['visitor', 'lead', 'mql', 'sql', 'customer', 'loyal', 'referral', 'review'] as const;
export type MillPart = (typeof MILL_PARTS)[number];

export interface PartCount {
  part: MillPart;
  /** null while Sandmill does not measure it */
  count: number | null;
  /** contacts that came in minus those that left, in the last 30 days */
  change: number | null;
}

export interface Flow {
  /** null when they were not known before */
  from: MillPart | null;
  to: MillPart;
  contacts: number;
}

export interface GroupRevenue {
  group: string;
  contacts: number;
  /** net spend of its contacts, minor units */
  revenue: number;
  /** contacts that entered and left in the last 7 days */
  entered: number;
  left: number;
}

export interface JourneyLine {
  id: string;
  name: string;
  on: boolean;
  waiting: number;
  attention: number;
}

export interface HomeView {
  recovered: { amount: number; carts: number; days: number; previousAmount: number; windowDays: number };
  mill: { parts: PartCount[]; flows: Flow[]; days: number };
  groups: GroupRevenue[];
  journeys: JourneyLine[];
  /** rows that wait for the merchant, by place */
  attention: { inbox: number; messages: number };
  /** kinds of work that are overdue for too long, the longest first */
  stalled: { kind: string; since: number }[];
  notices: { id: string; kind: string; values: Values }[];
  history: { done: number; total: number | null; finished: boolean } | null;
  setup: {
    /** null when Shopify could not be asked */
    embedOn: boolean | null;
    embedUrl: string;
    pixelConnected: boolean;
    senderSet: boolean;
    recoveryOn: boolean;
    ownMailOff: boolean;
    dismissed: boolean;
  };
}

export type SetupMark = 'ownMailOff' | 'dismissed';

export interface HomePages {
  view(shop: string): Promise<HomeView>;
  mark(shop: string, mark: SetupMark, value: boolean): Promise<void>;
}
