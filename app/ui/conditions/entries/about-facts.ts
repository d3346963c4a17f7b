// What can be asked of each kind of fact beside how often and when.
import type { FactKind } from '../../../listen/facts/fact.ts';
import type { NameSource } from './entry.ts';

export interface AboutFact {
  /** the thing of the shop that it is about */
  subject?: NameSource;
  /** properties by which it can be narrowed, and the words for each */
  where: Readonly<Record<string, string>>;
}

const TOUCH = { source: 'source', medium: 'medium', campaign: 'campaign', referrer: 'referrer', landing: 'landing' };
/** of an order, beside what it says itself */
const CAME = {
  'first.source': 'first-source',
  'first.medium': 'first-medium',
  'first.campaign': 'first-campaign',
  'last.source': 'last-source',
  'last.medium': 'last-medium',
  'last.campaign': 'last-campaign',
};
const AMOUNT = { amount: 'amount' };

const ABOUT: Partial<Record<FactKind, AboutFact>> = {
  'page.viewed': { where: { subject: 'address', title: 'title', ...TOUCH } },
  'search.submitted': { where: { subject: 'search' } },
  'product.viewed': { subject: 'product', where: { title: 'title' } },
  'product.added': { subject: 'product', where: { title: 'title', quantity: 'quantity' } },
  'file.downloaded': { where: { title: 'title' } },
  'form.sent': { where: { title: 'title' } },
  'chat.used': { where: { title: 'title' } },
  'event.told': { where: { title: 'title' } },
  'collection.viewed': { subject: 'collection', where: { title: 'title' } },
  'checkout.started': { where: { ...AMOUNT, ...TOUCH } },
  'order.placed': { where: { ...AMOUNT, ...TOUCH, ...CAME } },
  'order.refunded': { where: AMOUNT },
};

const NOTHING: AboutFact = { where: {} };

export const aboutFact = (kind: unknown): AboutFact =>
  typeof kind === 'string' && Object.hasOwn(ABOUT, kind) ? (ABOUT[kind as FactKind] ?? NOTHING) : NOTHING;

/** Properties that are numbers; the others are texts. */
export const isNumeric = (property: string) => property === 'amount' || property === 'quantity';
