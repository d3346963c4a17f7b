import type { Conversion } from '../../decide/campaigns/conversion.ts';
import type { Channel } from '../../listen/facts/fact.ts';
import type { Cost, CostLine } from '../../learn/costs/cost-line.ts';
import type { EffectReport } from '../../learn/effect/service.server.ts';
import type { Return } from '../../learn/reports/money.ts';
import type { ResultsTold } from '../../learn/results/service.server.ts';
import type { Counts, NamedRate } from '../../learn/reports/rates.ts';
import type { Words } from './told.ts';

export interface ReportPeriod {
  /** days of the shop, YYYY-MM-DD, both included */
  from: string;
  to: string;
}

export const REPORT_KINDS = ['campaign', 'journey', 'template', 'channel'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export type EffectView = EffectReport;

export interface ReportLine {
  id: string;
  /** null: what is called by a word of ours */
  name: string | null;
  /** null: several, or none that is known */
  channel: Channel | null;
  /** whether of all its messages somebody tells that they were opened */
  opens: boolean;
  counts: Counts;
}

export interface ReportDay {
  day: string;
  submitted: number;
  clicked: number;
  /** minor units, less refunds */
  net: number;
}

export interface ReportsView {
  period: ReportPeriod;
  /** as many days before them, for comparison */
  before: ReportPeriod;
  today: string;
  counts: Counts;
  previous: Counts;
  rates: NamedRate[];
  days: ReportDay[];
  /** net, minor units of the shop's currency */
  reconciled: { store: number; credited: number; storeOrders: number; creditedOrders: number };
  /** what it brought, against what it cost */
  returned: Return;
  /** how long after a click an order counts */
  windowDays: number;
  /** what Shopify's own marketing page was told */
  told: Omit<ResultsTold, 'troubles'> & { troubles: (ResultsTold['troubles'][number] & { name: string | null })[] };
  lines: Record<ReportKind, ReportLine[]>;
}

export interface ReportSplit {
  of: string;
  opened: number;
  clicked: number;
  submitted: number;
}

export interface ReportView {
  kind: ReportKind;
  id: string;
  name: string | null;
  /** null: several, or none that is known */
  channel: Channel | null;
  period: ReportPeriod;
  before: ReportPeriod;
  today: string;
  counts: Counts;
  previous: Counts;
  rates: NamedRate[];
  days: ReportDay[];
  /** of a campaign: what it brought, against what it cost */
  returned: Return | null;
  windowDays: number;
  /** of a campaign or journey that holds somebody out */
  effect: EffectView | null;
  /** what its messages ask for */
  conversion: Conversion;
  splits: { device: ReportSplit[]; hour: ReportSplit[]; rfm: ReportSplit[]; segment: ReportSplit[] };
  /** of the segments that are split by */
  segments: Record<string, Words>;
}

export interface CostsView {
  lines: (CostLine & { campaignName: string | null })[];
  campaigns: { id: string; name: string }[];
  today: string;
}

/** As it was typed: the amount in units of the shop's currency. */
export type TypedCost = Omit<Cost, 'amount'> & { amount: string };

export interface CostPages {
  view(shop: string): Promise<CostsView>;
  /** @param id null: a new one. @returns what cannot be read, by field */
  save(shop: string, id: string | null, cost: unknown): Promise<Record<string, string> | null>;
  remove(shop: string, id: string): Promise<void>;
  restore(shop: string, id: string): Promise<void>;
}

export interface MappedLink {
  /** its place in the mail */
  index: number;
  /** null where only some had it in theirs */
  url: string | null;
  clicked: number;
}

export interface LinkMapView {
  template: string;
  name: string | null;
  /** null: a mail of ours, without versions */
  version: number | null;
  /** each link leads to `#link-INDEX`; null where the mail cannot be drawn */
  html: string | null;
  links: MappedLink[];
}

export interface ReportPages {
  overview(shop: string, asked: { from: string | null; to: string | null }): Promise<ReportsView>;
  /** null when nothing of that name is known */
  one(
    shop: string,
    kind: ReportKind,
    id: string,
    asked: { from: string | null; to: string | null },
  ): Promise<ReportView | null>;
  /** the tables of the overview, as CSV */
  csv(shop: string, asked: { from: string | null; to: string | null }): Promise<string>;
  /** where was clicked, in the mails of a campaign, a journey or a template */
  links(
    shop: string,
    kind: ReportKind,
    id: string,
    asked: { from: string | null; to: string | null },
  ): Promise<LinkMapView[]>;
}
