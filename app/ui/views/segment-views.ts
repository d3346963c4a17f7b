import type { Condition } from '../../understand/conditions/condition.ts';
import type { Stage } from '../../understand/stages/rules.ts';
import type { Told } from './told.ts';

export interface SegmentRow {
  id: string;
  name: string;
  description: string;
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
  condition: Condition;
  names: Record<string, string>;
  days: SegmentDay[];
  moves: SegmentMove[];
  members: MembersPage;
  /** to compare it with */
  others: { id: string; name: string }[];
}

export interface SegmentDraft {
  name: string;
  description: string;
  kind: 'live' | 'static';
  condition: Condition;
}

export interface SegmentEdit extends SegmentDraft {
  /** what the condition names by id, for `NameBook` */
  names: Record<string, string>;
}

export type SegmentSaved =
  | { ok: true; id: string }
  /** it would come back to itself by way of these, by their names */
  | { ok: false; reason: 'circle'; path: string[] }
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
}
