import type { MessageName } from '../../learn/reports/message-name.ts';
import type { Channel } from '../../listen/facts/fact.ts';
import type { Told, Words } from './told.ts';
import type { TimelineFamily, TimelineSource } from '../../understand/contacts/timeline-kinds.ts';
import type { Stage } from '../../understand/stages/rules.ts';

export const CONTACT_SORTS = ['seen', 'spent', 'score', 'name'] as const;
export type ContactSort = (typeof CONTACT_SORTS)[number];

/** What the list can be narrowed by; `contactCondition` says it in the condition language. */
export interface ContactFilter {
  groups: string[];
  stages: Stage[];
  orders: 'some' | 'none' | null;
  /** major units */
  minSpent: number | null;
  minScore: number | null;
  orderedWithinDays: number | null;
  /** one cell of the RFM grid: R, and the column of FM */
  cell: { r: number; fm: number } | null;
  /** by its id */
  persona: string | null;
}

export interface ContactQuery {
  search: string;
  filter: ContactFilter;
  sort: ContactSort;
  descending: boolean;
  after: string | null;
}

export interface ContactRow {
  /** what the persona that she shows is called */
  persona: Words | null;
  id: string;
  name: string;
  email: string | null;
  stage: Stage;
  group: string;
  score: number;
  orders: number;
  spent: number;
  lastSeenAt: number;
}

export interface ContactList {
  rows: ContactRow[];
  /** by which the list can be narrowed */
  personas: { id: string; name: Words }[];
  /** of all that match; null when too many to count quickly */
  total: number | null;
  next: string | null;
  /** whether the shop has any contact at all */
  any: boolean;
}

export interface IdentityView {
  kind: 'customer' | 'email' | 'client' | 'cart' | 'checkout' | 'phone';
  value: string;
  since: number;
}

export interface ScoreLine {
  rule: string;
  /** of a shop's own rule; null for one that ships */
  name: string | null;
  reason: 'earned' | 'capped' | 'decayed' | 'expired';
  /** global | stage:NAME | tag:NAME */
  scope: string;
  points: number;
  times: number;
  lastAt: number;
}

export interface TimelineEntry {
  id: string;
  at: number;
  /** a fact's kind, or a decision's */
  kind: string;
  /** product, order name, path, group: what the sentence is about */
  about: string | null;
  before?: Words | null;
  after?: Words | null;
  amount?: number | null;
  currency?: string | null;
  /** where an order was placed, in Shopify's words */
  channel?: string | null;
  /** of a message and of consent: by which channel, where that is not mail */
  by?: Channel | null;
  /** of an order: where she had come from by then, first and last */
  came?: { first: string | null; last: string | null } | null;
  verified: boolean;
  /** of a reaction to a mail: it may have been a program's */
  unsure?: boolean;
  /** who told it */
  from: TimelineSource;
  /** of an entry of the ledger, and the rule that earned them */
  points?: number | null;
  rule?: string | null;
}

export interface ContactMessage extends MessageName {
  id: string;
  state: string;
  at: number;
  /** as far as that can be known */
  opened: boolean;
  clicked: boolean;
  reason: Told | null;
  /** what its provider told later: delivered | bounced | complained */
  outcome: string | null;
  outcomeReason: Told | null;
  /** its order was counted for this message */
  credited: number | null;
}

export interface ContactView {
  id: string;
  name: string;
  email: string | null;
  country: string | null;
  locale: string | null;
  customerId: string | null;
  stage: Stage;
  group: string;
  shopifyGroup: string | null;
  rfm: {
    r: number;
    f: number;
    m: number;
    recencyDays: number;
    orders: number;
    spent: number;
    /** inner cut-points; m in major units */
    cuts: { r: number[]; f: number[]; m: number[] } | null;
  } | null;
  orders: number;
  spent: number;
  currency: string;
  firstSeenAt: number;
  lastSeenAt: number;
  score: number;
  /** whether automated decisions are accepted: without it there is no score */
  automated: boolean;
  scoreLines: ScoreLine[];
  identities: IdentityView[];
  messages: ContactMessage[];
  timeline: TimelinePage;
}

/** One opening or click of a message, and what it is held for. */
export interface HeardLine {
  id: string;
  kind: string;
  link: number | null;
  at: number;
  agent: string;
  device: string | null;
  /** waiting | human | machine | unsure */
  verdict: string;
  /** null while it waits */
  why: Told | null;
}

export interface TimelinePage {
  entries: TimelineEntry[];
  next: string | null;
}

export interface ContactPages {
  list(shop: string, query: ContactQuery): Promise<ContactList>;
  one(shop: string, id: string): Promise<ContactView | null>;
  /** none where the message is not the contact's */
  heard(shop: string, id: string, message: string): Promise<HeardLine[]>;
  timeline(shop: string, id: string, after: string, family: TimelineFamily | null): Promise<TimelinePage>;
  /** the CSV that `npm run export` writes */
  exportCsv(shop: string): Promise<ReadableStream<Uint8Array>>;
}
