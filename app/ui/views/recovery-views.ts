export interface RecoverySettings {
  on: boolean;
  delayMinutes: number;
  /** 0 to 0.5 */
  holdoutShare: number;
  /** given to whoever is mailed; empty: none */
  tag: string;
  /** the designed template that is sent; empty: the built-in mail */
  template: string;
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

/** A designed template that may be sent about a cart. */
export interface RecoveryTemplate {
  id: string;
  name: string;
  version: number;
  locale: 'en' | 'it';
  /** shows what was left, or leads back to it */
  cart: boolean;
  /** it is in no list any more, and the journey goes on sending it */
  removed: boolean;
}

export interface RecoveryView {
  settings: RecoverySettings;
  templates: readonly RecoveryTemplate[];
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
  preview(
    shop: string,
    request: { locale: 'en' | 'it'; contact: string | null; template: string },
  ): Promise<MailPreview>;
  /** @returns false when there is no such template to send */
  save(shop: string, settings: RecoverySettings): Promise<boolean>;
}
