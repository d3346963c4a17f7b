import type { Settings } from '../../shop/settings/settings.ts';
import type { PrivacyRequestView } from '../../shop/privacy/requests.server.ts';

export type RequestView = PrivacyView['requests'][number];

export interface AccessView {
  id: string;
  at: number;
  /** user:… of Shopify, or command */
  who: string;
  what: string;
  contact: string | null;
}

/** Where the list goes on, as text for an address. */
export interface AccessPage {
  rows: AccessView[];
  next: string | null;
}

export interface PrivacyView {
  kept: Settings['privacy'];
  /** `about`: whom the file of a request is about, while there is one */
  requests: (PrivacyRequestView & { about: string | null })[];
  access: AccessPage;
}

export interface PrivacyPages {
  view(shop: string): Promise<PrivacyView>;
  access(shop: string, after: string): Promise<AccessPage>;
  save(shop: string, kept: Settings['privacy']): Promise<void>;
  /** Notes that somebody looked at a contact, or took the list out, before it is shown. */
  looked(
    shop: string,
    who: string,
    what: 'contact' | 'contacts.export' | 'suppressions.export',
    contact?: string,
  ): Promise<void>;
  /** What was gathered about a person; null when its time is over. Noted as a look at it. */
  download(
    shop: string,
    who: string,
    request: string,
    format: 'html' | 'json',
  ): Promise<ReadableStream<Uint8Array> | null>;
}
