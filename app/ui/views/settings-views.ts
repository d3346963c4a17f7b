import type { Settings } from '../../shop/settings/settings.ts';

export interface ShopView {
  shop: string;
  name: string;
  currency: string;
  timezone: string;
}

export interface SettingsView {
  settings: Settings;
  /** every rule of the score with its own points */
  rules: { rule: string; points: number }[];
  /** scores are being counted anew: contacts done so far */
  rescoring: { contacts: number } | null;
}

export interface SettingsPages {
  get(shop: string): Promise<SettingsView>;
  save(shop: string, part: Partial<Settings>): Promise<void>;
}
