import type { Condition } from '../../understand/conditions/condition.ts';
import type { LeafWhy } from '../../understand/conditions/why-holds.server.ts';
import type { MemberSource } from '../../understand/segments/whys.server.ts';
import type { Stage } from '../../understand/stages/rules.ts';
import type { Told, Words } from './told.ts';
import type { NamesById } from './condition-views.ts';

export interface SegmentRow {
  id: string;
  name: Words;
  description: Words;
  kind: 'live' | 'static' | 'shopify';
  /** building: its members are being gathered; stopped: that was broken off by hand */
  state: 'standing' | 'building' | 'stopped';
  count: number;
  /** members gained or lost in the last 7 days; null when it is younger */
  change: number | null;
  /** net orders of its members in the last 30 days, minor units */
  revenue: number;
  /** of the gathering that is under way */
  progress: SegmentProgress | null;
  /** why gathering cannot go on by itself */
  problem: string | null;
}

export interface SegmentProgress {
  done: number;
  /** null when it is not known */
  total: number | null;
  /** milliseconds that the rest will take at the pace so far; null when that is not known */
  remaining: number | null;
}

export interface RecipeView {
  key: string;
  family: 'rfm' | 'stage' | 'moment';
  name: Told;
  description: Told;
  /** the segment that was made of it */
  made: string | null;
}

export interface SegmentList {
  segments: SegmentRow[];
  recipes: RecipeView[];
}

export interface SegmentDay {
  /** YYYY-MM-DD */
  day: string;
  count: number;
  joined: number;
  left: number;
  revenue: number;
}

export interface SegmentMove {
  contact: string;
  name: string | null;
  joined: boolean;
  at: number;
}

export interface MemberRow {
  id: string;
  name: string;
  email: string | null;
  stage: Stage;
  orders: number;
  spent: number;
  joinedAt: number;
}

export interface MembersPage {
  rows: MemberRow[];
  next: string | null;
}

export interface SegmentView extends SegmentRow {
  /** null where no condition says who is in it: filled by hand, or by Shopify */
  condition: Condition | null;
  names: NamesById;
  days: SegmentDay[];
  moves: SegmentMove[];
  members: MembersPage;
  /** null until its members were gathered once */
  builtAt: number | null;
  /** how it is shared with Shopify; null when it is not */
  twin: TwinView | null;
  /** to compare it with */
  others: { id: string; name: Words }[];
}

/** The segment in Shopify that holds the members of one of ours. */
export interface TwinView {
  /** by which they are known there */
  tag: string;
  /** null until it is made */
  shopifyId: string | null;
  problem: string | null;
  /** when it was last brought in line */
  at: number | null;
  /** customers whose tags are still to be brought there */
  waiting: number;
}

/** One of Shopify's own segments. */
export interface TheirSegmentView {
  id: string;
  name: string;
  query: string;
  /** the segment here that is read from it, or that it is the twin of */
  here: { id: string; twin: boolean } | null;
}

export type TheirList =
  | { ok: true; segments: TheirSegmentView[]; more: boolean }
  /** Shopify did not answer */
  | { ok: false };

export interface SegmentDraft {
  name: string;
  description: string;
  kind: 'live' | 'static';
  condition: Condition;
}

export interface SegmentEdit extends Pick<SegmentDraft, 'kind' | 'condition'> {
  name: Words;
  description: Words;
  /** what the condition names by id, for `NameBook` */
  names: NamesById;
}

export type SegmentSaved =
  | { ok: true; id: string }
  /** it would come back to itself by way of these, by their names */
  | { ok: false; reason: 'circle'; path: Words[] }
  | { ok: false; reason: 'unknown' }
  | { ok: false; reason: 'too_many'; most: number };

export interface OverlapView {
  onlyOne: number;
  both: number;
  onlyOther: number;
}

/** csv: everybody with what is known; the others: hashed audiences of those who may be marketed to. */
export const SEGMENT_FILES = ['csv', 'meta', 'google'] as const;
export type SegmentFile = (typeof SEGMENT_FILES)[number];

export const isSegmentFile = (text: string): text is SegmentFile => (SEGMENT_FILES as readonly string[]).includes(text);

export interface AudienceView {
  members: number;
  inFile: number;
  /** by why they are left out */
  leftOut: Record<string, number>;
}

/** A segment as one contact sees it. */
export interface ContactSegment {
  id: string;
  name: Words;
  kind: SegmentRow['kind'];
  /** null where no condition says who is in it */
  condition: Condition | null;
  /** null: not in it */
  since: number | null;
  /** parts of the condition that keep her out; null where that was not asked */
  missing: number | null;
}

export interface ContactSegments {
  within: ContactSegment[];
  /** static ones that she is not in */
  statics: { id: string; name: string }[];
  /** live ones that she is not in, the nearest first; null when they were not asked for */
  near: ContactSegment[] | null;
  names: NamesById;
}

export interface SegmentWhyView {
  kind: SegmentRow['kind'];
  /** null: not in it */
  since: number | null;
  source: MemberSource | null;
  /** she wants no automated decisions, and the segment looks at behaviour */
  optedOut: boolean;
  /** she went in and out so often that she is held where she is; null: she is not */
  heldUntil: number | null;
  /** whether the condition holds at this moment, and the parts that made it so */
  holds: boolean;
  leaves: LeafWhy[];
  names: NamesById;
}

/** Whom a list of addresses puts in, or takes out. */
export interface PeopleDraft {
  /** of a segment that is made for them */
  name: string;
  /** addresses, as somebody pasted them */
  text: string;
  within: boolean;
}

export type PeoplePut =
  | {
      ok: true;
      /** the segment */
      id: string;
      changed: number;
      already: number;
      /** addresses that no contact has */
      missing: string[];
      /** what stood in the list and is no address */
      notAddresses: string[];
    }
  | { ok: false; reason: 'too_many_addresses' | 'too_many'; most: number }
  | { ok: false; reason: 'unknown' };

export interface SegmentPages {
  list(shop: string): Promise<SegmentList>;
  view(shop: string, id: string, after: string | null): Promise<SegmentView | null>;
  edit(shop: string, id: string): Promise<SegmentEdit | null>;
  /** @param id null for a new one */
  save(shop: string, id: string | null, draft: SegmentDraft): Promise<SegmentSaved>;
  /** makes a segment of a ready-made one, in the language of the merchant */
  take(shop: string, recipe: string, locale: 'en' | 'it'): Promise<SegmentSaved>;
  remove(shop: string, id: string): Promise<void>;
  /** undo of remove */
  restore(shop: string, id: string): Promise<void>;
  rebuild(shop: string, id: string): Promise<void>;
  stop(shop: string, id: string): Promise<void>;
  resume(shop: string, id: string): Promise<void>;
  overlap(shop: string, one: string, other: string): Promise<OverlapView | null>;
  /** @param after the last member of a file that broke off */
  file(shop: string, id: string, file: SegmentFile, after: string): Promise<ReadableStream<Uint8Array> | null>;
  audience(shop: string, id: string): Promise<AudienceView | null>;
  /** Shopify's own segments by name */
  theirs(shop: string, search: string): Promise<TheirList>;
  /** reads one of Shopify's own from now on */
  takeTheirs(
    shop: string,
    shopifyId: string,
  ): Promise<{ ok: true; id: string } | { ok: false; reason: 'unknown' | 'silent' }>;
  /** @param locale of the words of a ready-made one, which Shopify shows to everybody */
  share(shop: string, id: string, locale: 'en' | 'it'): Promise<'shared' | 'no_sync' | 'circle' | 'unknown'>;
  unshare(shop: string, id: string): Promise<void>;
  /** @param near also those that she is not in */
  ofContact(shop: string, contact: string, near: boolean): Promise<ContactSegments | null>;
  why(shop: string, id: string, contact: string): Promise<SegmentWhyView | null>;
  /** into a static segment, or out of it */
  put(shop: string, id: string, contacts: readonly string[], within: boolean): Promise<number>;
  /** the name of a static segment; null when there is none */
  staticName(shop: string, id: string): Promise<string | null>;
  statics(shop: string): Promise<{ id: string; name: string }[]>;
  /** @param id null for a new segment of this name */
  putTicked(
    shop: string,
    id: string | null,
    name: string,
    contacts: readonly string[],
  ): Promise<
    { ok: true; changed: number } | { ok: false; reason: 'too_many'; most: number } | { ok: false; reason: 'unknown' }
  >;
  /** @param id null for a new segment, which is made for them */
  putAddresses(shop: string, id: string | null, draft: PeopleDraft): Promise<PeoplePut>;
}
