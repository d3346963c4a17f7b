// The vocabulary of the timeline: what kinds of facts there are, and how one is named.
import type { Told } from '../version.ts';

/** Kinds that Sandmill hears. A fact comes from outside and is never derived. */
export const FACT_KINDS = [
  // web pixel: unverified
  'page.viewed',
  'product.viewed',
  'collection.viewed',
  'cart.viewed',
  'search.submitted',
  'product.added',
  // published by the theme, a form or a chat on the storefront, and told by the web pixel
  'file.downloaded',
  'form.sent',
  'chat.used',
  // told by another program of the merchant, which names it: came to the shop window, rang, answered a quiz
  'event.told',
  // signed: webhooks, proxy calls with a login, our own mail links, imports
  'contact.recognised',
  'cart.changed',
  'checkout.started',
  'checkout.changed',
  'checkout.completed',
  'checkout.deleted',
  'order.placed',
  'order.changed',
  'order.cancelled',
  'order.refunded',
  'order.deleted',
  'customer.created',
  'customer.changed',
  'customer.merged',
  'customer.deleted',
  'contact.imported',
  'contact.added',
  // by hand, or by a form: what a person says of herself or staff of her
  'contact.merged',
  'attribute.told',
  'consent.changed',
  'automation.changed',
  'preference.changed',
  // our own mail, told by the transport and the signed links
  'message.submitted',
  // its picture was asked for: by somebody who opened it, as far as can be known, or by a mail program of its own accord
  'message.opened',
  'message.loaded',
  // its links were asked for by a program that looks at mail before people do
  'message.scanned',
  'message.clicked',
  // what its provider, or a mail server, told later
  'message.delivered',
  'message.bounced',
  'message.complained',
  // she answered a text
  'message.replied',
] as const;

export type FactKind = (typeof FACT_KINDS)[number];

/**
 * Identities are written `kind:value`. `customer` and `email` are hard: each belongs to one contact. `client` (the
 * pixel's client id), `cart` and `checkout` are soft: they change hands, so whose they are depends on the moment.
 */
export type IdentityKind = 'customer' | 'email' | 'client' | 'cart' | 'checkout';
export type IdentityId = `${IdentityKind}:${string}`;

export function identity(kind: IdentityKind, value: string): IdentityId {
  return `${kind}:${kind === 'email' ? value.trim().toLowerCase() : value}`;
}

export function identityKind(id: string): IdentityKind {
  return id.slice(0, id.indexOf(':')) as IdentityKind;
}

export function identityValue(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

export function isHard(id: string): boolean {
  return id.startsWith('customer:') || id.startsWith('email:');
}

/** Where a visit or an order came from, kept from the first day. */
export interface Origin {
  landingPage?: string;
  referrer?: string;
  utm?: { source?: string; medium?: string; campaign?: string; term?: string; content?: string };
}

/** What somebody visits on, as far as the browser tells. */
export const DEVICE_KINDS = ['mobile', 'tablet', 'desktop'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

export interface FactData {
  /**
   * Other identities that the same signed source names: hard ones are the same person as `identity`, soft ones were in
   * that person's hands at that moment. Ignored on unverified facts.
   */
  also?: IdentityId[];
  origin?: Origin;
  /** consent.changed */
  consent?: SaidConsent;
  /** automation.changed: whether automated decisions are accepted */
  automation?: { accepts: boolean; source: string; evidence?: Record<string, string> };
  /** preference.changed */
  wishes?: SaidWishes;
  /** message.opened, message.clicked: whether it is sure that a person did it (without it: it was taken for sure) */
  verdict?: 'human' | 'unsure';
  /** message.…: by which channel, where that is not mail */
  channel?: Channel;
  /** product.viewed, product.added: shown on the timeline */
  title?: string;
  quantity?: number;
  /** message.bounced: what the mailbox said, and whether it is no more or may have mail another time */
  detail?: string;
  hard?: boolean;
  /** message.clicked: index of the link; page.viewed: path */
  link?: number;
  path?: string;
  /** page.viewed */
  device?: DeviceKind;
  /** the checkout that an order completes, the order that a refund is for */
  checkout?: string;
  order?: string;
  /** contact.imported, contact.added: what a list or a merchant says of a person */
  list?: { name: string; origin: string };
  tags?: string[];
  attributes?: Record<string, string>;
  /** contact.merged, attribute.told: who said so (user:…, form:…) */
  by?: string;
  /** heard while reading history: understood like any other, but starts nothing */
  history?: boolean;
}

export const CHANNELS = ['email', 'sms', 'push', 'whatsapp'] as const;
export type Channel = (typeof CHANNELS)[number];

/** As facts of messages carry it: what says nothing is of mail. */
export const channelOf = (channel: string): { channel?: Channel } => {
  const known = CHANNELS.find((one) => one === channel);
  return known && known !== 'email' ? { channel: known } : {};
};

export const CONSENT_STATES = ['subscribed', 'pending', 'unsubscribed', 'not_subscribed'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** What was said of consent, once, by whom and with what shows it. */
export interface SaidConsent {
  channel: Channel;
  /** what it is for: marketing when it is not said, transactional, or what a merchant named */
  purpose?: string;
  state: ConsentState;
  source: string;
  /** the text that was shown, the page, the note; `phone` is the number that was meant, where the channel needs one */
  evidence?: Record<string, string>;
}

/** What somebody said of the mail she wants; what she did not speak of is not in it. */
export interface SaidWishes {
  /** all | weekly | monthly */
  frequency?: string;
  /** the instant until which she wants none; empty when she wants some again */
  pause?: string;
  /** en | it */
  language?: string;
  source: string;
  evidence?: Record<string, string>;
}

/** A fact as a listener hands it over. */
export interface NewFact {
  /** `source:source_id`, for instance `order:1001:placed`: the same thing heard twice has the same id */
  id: string;
  kind: FactKind;
  /** milliseconds UTC */
  occurredAt: number;
  identity: IdentityId;
  verified: boolean;
  subject?: string | undefined;
  /** minor units */
  amount?: number | undefined;
  currency?: string | undefined;
  data?: FactData;
  /**
   * For a fact that each state of its entity tells anew (an order's being placed): the state that tells it. The newest
   * one holds, whichever is heard first. `now` is for a fact read off the rows as they stand: it holds until they change.
   * Without it the first telling stays.
   */
  told?: Told | 'now';
}

/**
 * How far the wings behind have come with a fact: each selects the facts of the number before its own. A fact whose kind
 * concerns no later wing goes from heard to learned at once.
 */
export const PROGRESS = { heard: 0, understood: 1, decided: 2, learned: 3 } as const;
