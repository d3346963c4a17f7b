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
  moves: { from: string; to: string; contacts: number }[];
  /** that the moves look back */
  days: number;
  /** recency in days, frequency in orders, money in major units; the best score first. Null before the first refresh */
  ranges: { r: RangeView[]; f: RangeView[]; m: RangeView[] } | null;
  binning: 'quantile' | 'fixed' | null;
  /** YYYY-MM-DD in the shop's zone */
  refreshedOn: string | null;
  shopify: { named: number; agreed: number };
}

export interface CutsEffect {
  groups: { group: string; now: number; after: number }[];
}

export interface RfmPages {
  view(shop: string): Promise<RfmView>;
  /** of other settings than the shop's own, before they are saved. Null when nobody has bought yet */
  effect(shop: string, rfm: Settings['rfm']): Promise<CutsEffect | null>;
}
