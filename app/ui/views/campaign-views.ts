import type { LeftOut } from '../../decide/campaigns/audience-sql.server.ts';
import type { Channel } from '../../listen/facts/fact.ts';
import type { Metric, Plan, Problem, RESEND_TO } from '../../decide/campaigns/plan.ts';
import type { CampaignState, Deed } from '../../decide/campaigns/states.ts';
import type { EffectReport } from '../../learn/effect/service.server.ts';
import type { SocialRow } from './social-views.ts';
import type { Words } from './told.ts';

export interface CampaignRow {
  id: string;
  name: string;
  channel: Channel;
  state: CampaignState;
  /** when it begins to go out; null while that is not said */
  at: number | null;
  /** who gets it; null before its audience stands */
  audience: number | null;
  submitted: number;
  orders: number;
  /** net of refunds, minor units */
  revenue: number;
}

export interface CampaignList {
  campaigns: CampaignRow[];
  /** what carries messages here, mail first */
  channels: Channel[];
  /** of the following page */
  next: string | null;
}

export interface NamedSegment {
  id: string;
  name: Words;
  count: number;
}

export interface NamedTemplate {
  id: string;
  name: string;
  /** 0: it has no version that can be sent yet */
  version: number;
}

export interface CampaignEdit {
  id: string;
  name: string;
  channel: Channel;
  revision: number;
  plan: Plan;
  segments: NamedSegment[];
  templates: NamedTemplate[];
  /** the campaign that it is sent again of */
  resent: string | null;
  /** a wall clock of the shop with which a schedule begins */
  tomorrow: string;
  /** what each metric was for the shop so far */
  base: Record<Metric, number>;
}

export interface Reckoning {
  treated: number;
  leftOut: { reason: LeftOut; count: number }[];
  /** not everybody was counted: there are more */
  more: boolean;
}

export interface VariantView {
  id: string;
  template: string;
  /** of its template, from when it is scheduled; null beforehand: the newest */
  version: number | null;
  templateName: string | null;
  subject: string;
  senderName: string;
  later: number;
  sent: number;
  did: number;
  verdict: 'none' | 'winner' | 'loser';
}

export interface CampaignView {
  id: string;
  name: string;
  channel: Channel;
  state: CampaignState;
  deeds: Deed[];
  plan: Plan;
  include: Words[];
  exclude: Words[];
  resent: { id: string; name: string } | null;
  at: number | null;
  /** milliseconds until it begins by itself; null when it does not wait for that */
  beginsIn: number | null;
  startedAt: number | null;
  endedAt: number | null;
  variants: VariantView[];
  /** beforehand: what is missing, and who would get it */
  problems: Problem[];
  reckoned: Reckoning | null;
  /** whether whoever looks may agree to it */
  mayApprove: boolean;
  needsApproval: boolean;
  /** from when its audience stands */
  counts: {
    treated: number;
    leftOut: { reason: string; count: number }[];
    forWinner: number;
    /** not handed to the messages yet */
    toCome: number;
    waiting: number;
    submitted: number;
    unknown: number;
    refused: number;
    /** left out at the last look */
    skipped: { reason: string; count: number }[];
    orders: number;
    revenue: number;
  } | null;
  /** who was written to against who was held out */
  effect: EffectReport | null;
  /** why it does not go on */
  trouble: string | null;
  test: {
    metric: Metric;
    decided: boolean;
    winner: string | null;
    certain: boolean;
    /** that the leader is better than every other one is certain by now */
    certainNow: boolean;
    leader: string | null;
    endsAt: number | null;
  } | null;
}

export interface CalendarView {
  /** YYYY-MM */
  month: string;
  before: string;
  after: string;
  today: string;
  /** whole weeks, from Monday */
  weeks: { day: string; within: boolean; campaigns: CampaignRow[]; posts: SocialRow[] }[][];
}

export interface ArticleRow {
  id: string;
  title: string;
  excerpt: string | null;
  image: string | null;
  publishedAt: number | null;
}

export type CampaignAnswer =
  | { ok: true; state: CampaignState }
  | { ok: false; reason: 'unknown' | 'state' | 'own' }
  | { ok: false; reason: 'problems'; problems: Problem[] };

export interface CampaignPages {
  list(shop: string, after: string | null): Promise<CampaignList>;
  create(shop: string, name: string, channel: Channel): Promise<string>;
  /** `out`: it is no draft any more. Null when there is none of that id */
  edit(shop: string, id: string): Promise<CampaignEdit | 'out' | null>;
  save(
    shop: string,
    id: string,
    revision: number,
    draft: { name: string; plan: Plan },
  ): Promise<{ ok: true; revision: number } | { ok: false; reason: 'changed' | 'state' | 'unknown' }>;
  reckon(shop: string, plan: Plan, channel: Channel): Promise<Reckoning | null>;
  view(shop: string, id: string, staff: string): Promise<CampaignView | null>;
  act(
    shop: string,
    id: string,
    deed: 'send' | 'approve' | 'withdraw' | 'pause' | 'resume' | 'cancel',
    staff: string,
  ): Promise<CampaignAnswer>;
  duplicate(shop: string, id: string, name: string): Promise<string | null>;
  resend(shop: string, id: string, to: (typeof RESEND_TO)[number], name: string): Promise<string | null>;
  remove(shop: string, id: string): Promise<boolean>;
  restore(shop: string, id: string): Promise<boolean>;
  /** @param month YYYY-MM; null: this one */
  calendar(shop: string, month: string | null): Promise<CalendarView>;
  /** To another day at the same hour. @param day YYYY-MM-DD */
  move(shop: string, id: string, day: string): Promise<CampaignAnswer>;
  articles(shop: string): Promise<ArticleRow[]>;
  /** @param words in the language of the mail: who makes it, and what its button says */
  fromArticle(
    shop: string,
    article: string,
    words: { staff: string; locale: 'en' | 'it'; read: string },
  ): Promise<string | null>;
}
