export interface BannerText {
  title: string;
  text: string;
  link: string;
  label: string;
}

export type Leaf =
  | { field: 'group'; groups: string[] }
  | { field: 'stage'; stages: string[] }
  | { field: 'score' | 'orders' | 'lastOrderDays'; op: 'atLeast' | 'atMost'; value: number }
  /** major units of the shop's currency */
  | { field: 'spent'; op: 'atLeast' | 'atMost'; value: number };

export interface SimpleCondition {
  match: 'all' | 'any';
  leaves: Leaf[];
}

export interface BannerVersion {
  id: string;
  /** the name typed in the theme's block */
  key: string;
  name: string;
  on: boolean;
  /** null when the condition was written elsewhere and is more than the simple builder can show */
  condition: SimpleCondition | null;
  content: Record<'en' | 'it', BannerText>;
}

export interface StorefrontView {
  embedOn: boolean | null;
  /** Shopify's theme editor with our embed open */
  embedUrl: string;
  proof: { threshold: number; windowHours: number };
  banners: BannerVersion[];
}

export type BannerDraft = Omit<BannerVersion, 'id' | 'condition'> & { condition: SimpleCondition };

export interface StorefrontPages {
  view(shop: string): Promise<StorefrontView>;
  banner(shop: string, id: string): Promise<BannerVersion | null>;
  /** @returns the banner's id */
  save(shop: string, id: string | null, draft: BannerDraft): Promise<string>;
  /** the order in which versions of a key are tried */
  move(shop: string, id: string, by: -1 | 1): Promise<void>;
  remove(shop: string, id: string): Promise<void>;
  /** undo of remove */
  restore(shop: string, id: string): Promise<void>;
}
