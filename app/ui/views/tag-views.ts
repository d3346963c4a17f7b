import type { ContactQuery } from './contact-views.ts';
import type { Words } from './told.ts';

export interface TagRuleView {
  id: string;
  tag: string;
  segment: { id: string; name: Words };
  /** contacts who have the tag by this rule */
  contacts: number;
}

export interface TagsView {
  rules: TagRuleView[];
  /** everybody is being looked at for them */
  settling: boolean;
  /** that a rule may follow */
  segments: { id: string; name: Words }[];
  /** those that most contacts have, first */
  tags: { tag: string; contacts: number }[];
  shared: {
    on: boolean;
    prefix: string;
    /** what Shopify did not take, with its reason */
    refused: { contact: string; name: string; reason: string }[];
  };
}

/** A tag on its way to many contacts, or off them. */
export interface TaggingView {
  id: string;
  tag: string;
  deed: 'give' | 'take';
  state: 'queued' | 'done' | 'attention';
  /** contacts looked at, 0 to 1 */
  share: number;
  changed: number;
  /** the deed is being undone, or was */
  undo: boolean;
}

export type TaggingAsked = { contacts: string[] } | Pick<ContactQuery, 'search' | 'filter'>;

export interface TagPages {
  view(shop: string): Promise<TagsView>;
  /** `circle`: the segment asks for this very tag */
  write(shop: string, tag: string, segment: string): Promise<'written' | 'circle' | 'unknown'>;
  remove(shop: string, rule: string): Promise<void>;
  /** gives a tag to many, or takes it; under way or ended a moment ago; undone */
  begin(shop: string, tag: string, asked: TaggingAsked, deed: 'give' | 'take'): Promise<void>;
  tagging(shop: string): Promise<TaggingView | null>;
  undo(shop: string, tagging: string): Promise<void>;
}
