import type { Settings } from '../../shop/settings/settings.ts';

export interface RfmCellView {
  r: number;
  /** column 1 to 5 of FM = (F + M) / 2 */
  fm: number;
  group: string;
  contacts: number;
  /** net spend, minor units */
  revenue: number;
}

export interface RfmGroupView {
  group: string;
  contacts: number;
  orders: number;
  /** net spend, minor units */
  revenue: number;
  entered: number;
  left: number;
}

export interface RangeView {
  score: number;
  from: number | null;
  to: number | null;
  fromIsOut: boolean;
  toIsOut: boolean;
  empty: boolean;
}

export interface RfmView {
  /** contacts with an order */
  customers: number;
  /** contacts with an address and no order */
  prospects: number;
  grid: RfmCellView[];
  /** without prospects */
  groups: RfmGroupView[];
  /** by group: its ready-made segment, and the one that was made of it; null for none */
  segments: Record<string, { recipe: string; made: string | null }>;
  moves: { from: string; to: string; contacts: number }[];
  /** that the moves look back */
  days: number;
  /** recency in days, frequency in orders, money in major units; the best score first. Null before the first refresh */
  ranges: { r: RangeView[]; f: RangeView[]; m: RangeView[] } | null;
  binning: 'quantile' | 'fixed' | null;
  /** frequency and money count so many months; null: all time. Whether refunds stay counted */
  months: number | null;
  beforeRefunds: boolean;
  /** YYYY-MM-DD in the shop's zone */
  refreshedOn: string | null;
  shopify: { named: number; agreed: number };
}

export interface CutsEffect {
  groups: { group: string; now: number; after: number }[];
}

export interface RfmPeriod {
  /** days of the shop, YYYY-MM-DD: from the end of the one to the end of the other */
  from: string;
  to: string;
}

export interface RfmHistoryView {
  period: RfmPeriod;
  /** the first day of which anything is known; null when nothing is */
  first: string | null;
  today: string;
  moves: { from: string; to: string; contacts: number }[];
  /** the days that are drawn, the oldest first, each with its groups */
  days: RfmDayView[];
}

export interface RfmDayView {
  day: string;
  /** revenue: net spend until then, minor units */
  groups: Record<string, { contacts: number; orders: number; revenue: number }>;
}

export interface GroupedContact {
  id: string;
  name: string;
  email: string | null;
  orders: number;
  spent: number;
  currency: string | null;
  lastOrderAt: number | null;
  /** where it stands now */
  group: string;
}

export interface MoversView {
  period: RfmPeriod;
  before: string;
  group: string;
  rows: GroupedContact[];
  next: string | null;
}

export interface DifferingView {
  named: number;
  agreed: number;
  rows: (GroupedContact & { shopify: string })[];
  next: string | null;
}

export interface RfmPages {
  view(shop: string): Promise<RfmView>;
  /** of other settings than the shop's own, before they are saved. Null when nobody has bought yet */
  effect(shop: string, rfm: Settings['rfm']): Promise<CutsEffect | null>;
  history(shop: string, asked: { from: string | null; to: string | null }): Promise<RfmHistoryView>;
  /** null when one of the groups is none */
  movers(
    shop: string,
    asked: {
      from: string | null;
      to: string | null;
      before: string | null;
      group: string | null;
      after: string | null;
    },
  ): Promise<MoversView | null>;
  differing(shop: string, after: string | null): Promise<DifferingView>;
}
