import type { ATTRIBUTE_TYPES } from '../../understand/attributes/declared.ts';

/** Where something that is known came from. */
export type KnownFrom = 'shopify' | 'storefront' | 'mail' | 'import' | 'hand' | 'form' | 'api';

export interface PersonalLine {
  field: 'name' | 'phone' | 'locale' | 'country' | 'city';
  value: string;
  source: KnownFrom;
  at: number;
}

export interface AttributeLine {
  id: string;
  label: string;
  type: (typeof ATTRIBUTE_TYPES)[number];
  choices: string[];
  value: string | null;
  source: KnownFrom | null;
  at: number | null;
}

export interface TouchLine {
  at: number;
  source: string;
  medium: string | null;
  campaign: string | null;
  referrer: string | null;
  landing: string | null;
}

export interface BoughtLine {
  name: string;
  pieces: number;
}

export interface DeviceLine {
  name: string;
  since: number;
  lastSeenAt: number;
}

export interface MergeLine {
  id: string;
  at: number;
  reason: 'shopify' | 'hand' | 'source';
  undoneAt: number | null;
  /** addresses and customer numbers, without their kinds */
  handles: string[];
}

/** The four kinds of data on a contact's page, each with its source and time. */
export interface ProfileView {
  personal: PersonalLine[];
  bought: {
    /** minor units */
    average: number | null;
    refunded: number;
    discounted: number;
    /** of what would have been paid without discounts; null when nothing was bought */
    discountShare: number | null;
    firstAt: number | null;
    lastAt: number | null;
    categories: BoughtLine[];
    brands: BoughtLine[];
  };
  behaviour: { kind: string; times: number; lastAt: number; byApi: boolean }[];
  searches: string[];
  attributes: AttributeLine[];
  devices: DeviceLine[];
  first: TouchLine | null;
  last: TouchLine | null;
  merges: MergeLine[];
  /** a visitor of whom nothing is known cannot be told of, nor joined */
  known: boolean;
}

export interface DeclaredLine {
  id: string;
  label: string;
  type: AttributeLine['type'];
  choices: string[];
}

export interface ProfilePages {
  one(shop: string, contact: string): Promise<ProfileView | null>;
  /** @returns the attributes whose values were no such thing */
  tell(shop: string, contact: string, values: Record<string, string>, staff: string): Promise<string[]>;
  /** @returns where to go on; null when there is nobody with that address */
  join(shop: string, contact: string, address: string, staff: string): Promise<string | null>;
  takeApart(shop: string, merge: string, staff: string): Promise<string | null>;
}

export interface AttributePages {
  list(shop: string): Promise<DeclaredLine[]>;
  declare(
    shop: string,
    told: { label: string; type: AttributeLine['type']; choices: string },
  ): Promise<'declared' | 'known' | 'nameless'>;
  change(shop: string, id: string, told: { label: string; choices: string }): Promise<void>;
  remove(shop: string, id: string): Promise<void>;
  restore(shop: string, id: string): Promise<void>;
}
