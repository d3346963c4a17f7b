import type { Settings } from '../../shop/settings/settings.ts';

export interface ShopView {
  shop: string;
  name: string;
  currency: string;
  timezone: string;
}

export interface SettingsPages {
  get(shop: string): Promise<Settings>;
  save(shop: string, part: Partial<Settings>): Promise<void>;
}
