import type { ContactQuery } from './contact-views.ts';

export interface TagRuleView {
  id: string;
  tag: string;
  segment: { id: string; name: string };
  /** contacts who have the tag by this rule */
  contacts: number;
}

export interface TagsView {
  rules: TagRuleView[];
  /** everybody is being looked at for them */
  settling: boolean;
  /** that a rule may follow */
  segments: { id: string; name: string }[];
  /** those that most contacts have, first */
  tags: { tag: string; contacts: number }[];
  shared: {
    on: boolean;
    prefix: string;
    /** what Shopify did not take, with its reason */
    refused: { contact: string; name: string; reason: string }[];
  };
}

/** A tag on its way to many contacts. */
export interface TaggingView {
  id: string;
  tag: string;
  state: 'queued' | 'done' | 'attention';
  /** contacts looked at, 0 to 1 */
  share: number;
  changed: number;
  /** it is being taken back, or was */
  undo: boolean;
}

export type TaggingAsked = { contacts: string[] } | Pick<ContactQuery, 'search' | 'filter'>;

export interface TagPages {
  view(shop: string): Promise<TagsView>;
  /** `circle`: the segment asks for this very tag */
  write(shop: string, tag: string, segment: string): Promise<'written' | 'circle' | 'unknown'>;
  remove(shop: string, rule: string): Promise<void>;
  /** gives a tag to many; under way or ended a moment ago; taken back */
  begin(shop: string, tag: string, asked: TaggingAsked): Promise<void>;
  tagging(shop: string): Promise<TaggingView | null>;
  undo(shop: string, tagging: string): Promise<void>;
}
