import type { RecoveryReminder, ReminderShown, ReminderView } from './reminder-views.ts';
import type { EffectView } from './report-views.ts';

export interface RecoverySettings {
  on: boolean;
  delayMinutes: number;
  /** 0 to 0.5 */
  holdoutShare: number;
  /** given to whoever is mailed; empty: none */
  tag: string;
  /** the designed template that is sent; empty: the built-in mail */
  template: string;
  reminder: RecoveryReminder;
}

export interface RecoveryFunnel {
  days: number;
  started: number;
  abandoned: number;
  mailed: number;
  /** were reminded once more, on another channel */
  reminded: number;
  /** either of the two */
  written: number;
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

/** Mailed against held out, of who came in so many days. */
export interface RecoveryEffect {
  days: number;
  /** null: nobody was held out, or nothing was measured yet */
  measured: EffectView | null;
}

export interface RecoveryView {
  settings: RecoverySettings;
  templates: readonly RecoveryTemplate[];
  reminder: ReminderView;
  funnel: RecoveryFunnel;
  effect: RecoveryEffect;
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
  /** the short message as it was last made ready; null where there is none such */
  previewReminder(shop: string, template: string, contact: string | null): Promise<ReminderShown | null>;
  /** @returns the field that names a template which cannot be sent there; null: it is saved */
  save(shop: string, settings: RecoverySettings): Promise<'template' | 'reminder.template' | null>;
}
