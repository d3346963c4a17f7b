import type { Settings } from '../../shop/settings/settings.ts';

export interface ShopView {
  shop: string;
  name: string;
  currency: string;
  timezone: string;
}

export interface SettingsView {
  settings: Settings;
}

export type TestMailAnswer =
  /** faults: the mail cannot be laid out as it is */
  | { kind: 'submitted' | 'not_an_address' | 'suppressed' | 'faults' }
  | { kind: 'refused' | 'unknown'; reason: string }
  | { kind: 'too_many'; minutes: number };

export interface SettingsPages {
  get(shop: string): Promise<SettingsView>;
  save(shop: string, part: Partial<Settings>): Promise<void>;
  /** one mail with a sample cart to the merchant's own address; counts nowhere */
  sendTest(shop: string, request: { to: string; locale: 'en' | 'it' }): Promise<TestMailAnswer>;
}
