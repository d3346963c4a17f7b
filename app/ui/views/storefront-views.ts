import type { Condition } from '../../understand/conditions/condition.ts';
import type { NamesById } from './condition-views.ts';

export interface BannerText {
  title: string;
  text: string;
  link: string;
  label: string;
}

export interface BannerVersion {
  id: string;
  /** the name typed in the theme's block */
  key: string;
  name: string;
  on: boolean;
  condition: Condition;
  content: Record<'en' | 'it', BannerText>;
}

export interface StorefrontView {
  embedOn: boolean | null;
  /** Shopify's theme editor with our embed open */
  embedUrl: string;
  proof: { threshold: number; windowHours: number };
  banners: BannerVersion[];
  /** what their conditions name by id */
  names: NamesById;
}

export type BannerDraft = Omit<BannerVersion, 'id'>;

export interface StorefrontPages {
  view(shop: string): Promise<StorefrontView>;
  banner(shop: string, id: string): Promise<{ banner: BannerVersion; names: NamesById } | null>;
  /** @returns the banner's id */
  save(shop: string, id: string | null, draft: BannerDraft): Promise<string>;
  /** the order in which versions of a key are tried */
  move(shop: string, id: string, by: -1 | 1): Promise<void>;
  remove(shop: string, id: string): Promise<void>;
  /** undo of remove */
  restore(shop: string, id: string): Promise<void>;
}
