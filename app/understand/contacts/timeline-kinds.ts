// What a timeline can be narrowed to, and where each of its lines came from. Pure.
import type { FactData, FactKind } from '../../listen/facts/fact.ts';

export const TIMELINE_FAMILIES = [
  'orders',
  'carts',
  'visits',
  'mails',
  'consent',
  'profile',
  'decisions',
  'scores',
] as const;
export type TimelineFamily = (typeof TIMELINE_FAMILIES)[number];

/** Kinds of facts of each family; decisions and the ledger are tables of their own. */
export const FAMILY_KINDS: Readonly<Record<Exclude<TimelineFamily, 'decisions' | 'scores'>, readonly FactKind[]>> = {
  orders: ['order.placed', 'order.changed', 'order.cancelled', 'order.refunded', 'order.deleted'],
  carts: [
    'cart.viewed',
    'cart.changed',
    'product.added',
    'checkout.started',
    'checkout.changed',
    'checkout.completed',
    'checkout.deleted',
  ],
  visits: [
    'page.viewed',
    'product.viewed',
    'collection.viewed',
    'search.submitted',
    'file.downloaded',
    'form.sent',
    'chat.used',
    'event.told',
    'contact.recognised',
  ],
  mails: [
    'message.submitted',
    'message.opened',
    'message.loaded',
    'message.scanned',
    'message.clicked',
    'message.delivered',
    'message.bounced',
    'message.complained',
    'message.replied',
  ],
  consent: ['consent.changed', 'automation.changed', 'preference.changed'],
  profile: [
    'customer.created',
    'customer.changed',
    'customer.merged',
    'customer.deleted',
    'contact.imported',
    'contact.added',
    'contact.merged',
    'attribute.told',
  ],
};

export type TimelineSource = 'shopify' | 'storefront' | 'mail' | 'import' | 'hand' | 'form' | 'api' | 'sandmill';

/** Where a fact came from: its id begins with who told it. */
export function sourceOfFact(id: string, kind: FactKind, data: FactData): TimelineSource {
  if (id.startsWith('pixel:') || kind === 'contact.recognised') return 'storefront';
  if (id.startsWith('api:')) return 'api';
  if (id.includes('import:')) return 'import';
  if (data.by?.startsWith('form:')) return 'form';
  if (id.startsWith('hand:') || id.startsWith('added:') || id.includes(':added:')) return 'hand';
  return kind.startsWith('message.') ? 'mail' : saidBy(data);
}

/** said, taken back, or asked for by staff */
const BY_STAFF: ReadonlySet<string> = new Set(['merchant', 'undo', 'asked']);

/** Consent is told by Shopify, and by whatever else asks for it. */
function saidBy({ consent, automation, wishes }: FactData): TimelineSource {
  if (wishes) return 'mail';
  if (automation) return automation.source === 'hand' ? 'hand' : 'mail';
  if (!consent || consent.source.startsWith('shopify') || consent.source === 'checkout') return 'shopify';
  if (BY_STAFF.has(consent.source)) return 'hand';
  return consent.source.startsWith('form') ? 'form' : consent.source.startsWith('import') ? 'import' : 'mail';
}
