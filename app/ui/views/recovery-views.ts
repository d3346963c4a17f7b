export interface RecoverySettings {
  on: boolean;
  delayMinutes: number;
  /** 0 to 0.5 */
  holdoutShare: number;
  /** given to whoever is mailed; empty: none */
  tag: string;
}

export interface RecoveryFunnel {
  days: number;
  started: number;
  abandoned: number;
  mailed: number;
  clicked: number;
  recovered: number;
  heldOut: number;
  /** minor units */
  amount: number;
}

export interface RecoveryView {
  settings: RecoverySettings;
  funnel: RecoveryFunnel;
  waiting: number;
  senderSet: boolean;
  /** the merchant said that Shopify's own abandoned-checkout mail is off */
  ownMailOff: boolean;
  /** contacts with a checkout whose cart can fill the preview */
  people: { id: string; name: string }[];
}

export interface MailPreview {
  subject: string;
  from: string;
  html: string;
  /** whose cart it shows; null for sample data */
  person: string | null;
}

export interface RecoveryPages {
  view(shop: string): Promise<RecoveryView>;
  preview(shop: string, request: { locale: 'en' | 'it'; contact: string | null }): Promise<MailPreview>;
  save(shop: string, settings: RecoverySettings): Promise<void>;
}
