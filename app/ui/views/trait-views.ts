import type { Words } from './told.ts';

export interface InterestLine {
  kind: 'category' | 'collection' | 'tag' | 'vendor';
  name: string;
  /** of all interest of its kind, 0 to 1 */
  share: number;
  views: number;
  carts: number;
  purchases: number;
  lastAt: number;
}

export interface TagLine {
  tag: string;
  at: number;
  source: string | null;
  /** the list or the segment by which it came */
  of: Words | null;
}

/** What is concluded and said of a contact beyond figures. */
export interface ContactTraits {
  persona: { id: string; name: Words; picture: string; by: 'told' | 'inferred' } | null;
  /** those that may be chosen by hand */
  personas: { id: string; name: Words }[];
  interests: InterestLine[];
  interestHalfLife: number;
  tags: TagLine[];
}

export interface TraitPages {
  of(shop: string, contact: string): Promise<ContactTraits>;
  giveTag(shop: string, contact: string, tag: string): Promise<void>;
  takeTag(shop: string, contact: string, tag: string): Promise<void>;
  /** @param persona its id; empty takes back what was said before */
  tellPersona(shop: string, contact: string, persona: string): Promise<void>;
}
