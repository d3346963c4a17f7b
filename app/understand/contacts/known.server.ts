import { sql } from 'kysely';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { birthdaysOf } from '../attributes/fold.server.ts';
import { touchesOf } from '../touches/touches.server.ts';
import { padded } from './padded.ts';
import { ordersOf } from './orders.server.ts';
import type { CustomerState } from './profile.ts';
import type { Span } from './refold.server.ts';

/** Facts that are not the contact's own doing (a parcel sent, a merchant's edit): they do not count as having been seen. */
const NOT_SEEN = [
  'message.submitted',
  // a mail service's word, or a program's doing
  'message.delivered',
  'message.bounced',
  'message.complained',
  'message.loaded',
  'message.scanned',
  'order.changed',
  'order.cancelled',
  'order.refunded',
  'order.deleted',
  'checkout.deleted',
  'customer.merged',
  'customer.deleted',
  'contact.merged',
  'attribute.told',
  'automation.changed',
  'preference.changed',
];

/** Everything that contacts are folded from, besides their ledger and consent; a statement each, however many they are. */
export async function knownOf(
  trx: Trx,
  shop: string,
  contacts: readonly string[],
  touched: ReadonlyMap<string, Span | null>,
) {
  const ids = padded(contacts);
  const rows = await trx
    .selectFrom('contact')
    .select([
      'id',
      'stage',
      'stage_by',
      'r',
      'f',
      'm',
      'rfm_group',
      'first_seen_at',
      'last_seen_at',
      'first_touch',
      'last_touch',
      'automated',
    ])
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .execute();
  const hard = await hardIdentities(trx, shop, ids);
  const anew = contacts.filter((id) => touched.get(id) === null);
  return {
    rows: new Map(rows.map((row) => [row.id, row])),
    hard,
    customers: await customersOf(trx, shop, hard),
    orders: await ordersOf(trx, shop, hard),
    seen: await seenOf(trx, shop, anew),
    touches: await touchesOf(trx, shop, padded(anew)),
    birthdays: await birthdaysOf(trx, shop, ids),
    held: await handlesHeld(trx, shop, ids),
  };
}

/** The hard identities of each contact, those heard first before the others. */
export async function hardIdentities(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
): Promise<Map<string, string[]>> {
  if (contacts.length === 0) return new Map();
  const rows = await reader
    .selectFrom('identity')
    .select(['id', 'contact', 'created_at'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .where('kind', 'in', ['customer', 'email'])
    .execute();
  rows.sort((a, b) => a.created_at - b.created_at || (a.id < b.id ? -1 : 1));
  const hard = new Map<string, string[]>();
  for (const row of rows) {
    const known = hard.get(row.contact);
    if (known) known.push(row.id);
    else hard.set(row.contact, [row.id]);
  }
  return hard;
}

async function customersOf(
  trx: Trx,
  shop: string,
  hard: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, CustomerState[]>> {
  const contactOf = new Map<string, string>();
  for (const [contact, identities] of hard) {
    for (const id of identities) if (id.startsWith('customer:')) contactOf.set(id.slice('customer:'.length), contact);
  }
  const customers = new Map<string, CustomerState[]>();
  if (contactOf.size === 0) return customers;
  const rows = await trx
    .selectFrom('customer')
    .select([
      'id',
      'email',
      'phone',
      'first_name',
      'last_name',
      'locale',
      'country',
      'city',
      'shopify_rfm',
      'updated_at',
    ])
    .where('shop', '=', shop)
    .where('id', 'in', padded([...contactOf.keys()]))
    .where('deleted_at', 'is', null)
    .execute();
  for (const row of rows) {
    const contact = contactOf.get(row.id) ?? '';
    const state: CustomerState = {
      id: row.id,
      email: row.email,
      phone: row.phone,
      firstName: row.first_name,
      lastName: row.last_name,
      locale: row.locale,
      country: row.country,
      city: row.city,
      shopifyRfm: row.shopify_rfm,
      updatedAt: row.updated_at,
    };
    customers.set(contact, [...(customers.get(contact) ?? []), state]);
  }
  return customers;
}

/**
 * When contacts were first and last seen, from all of their facts. One that only others spoke of (a merge, an order
 * that was given to it) was never seen: it has its first mention, and a last before its first says so.
 */
async function seenOf(trx: Trx, shop: string, contacts: readonly string[]) {
  if (contacts.length === 0) return new Map<string, { first_seen_at: number; last_seen_at: number }>();
  const seenAt = sql<number | null>`case when kind not in (${sql.join(NOT_SEEN)}) then occurred_at end`;
  const rows = await trx
    .selectFrom('fact')
    .select((eb) => [
      'contact',
      eb.fn.min('occurred_at').as('mentioned'),
      eb.fn.min(seenAt).as('first'),
      eb.fn.max(seenAt).as('last'),
    ])
    .where('shop', '=', shop)
    .where('contact', 'in', padded(contacts))
    .groupBy('contact')
    .execute();
  return new Map(
    rows.map(({ contact, mentioned, first, last }) => [
      contact ?? '',
      { first_seen_at: first ?? mentioned, last_seen_at: last ?? mentioned - 1 },
    ]),
  );
}

/** With how many devices each contact was last seen, and when one of its handles was first named. */
async function handlesHeld(trx: Trx, shop: string, contacts: readonly string[]) {
  const rows = await trx
    .selectFrom('identity')
    .select((eb) => [
      'contact',
      eb.fn.min('created_at').as('namedAt'),
      eb.fn.sum<number>(sql<number>`case when kind = 'client' then 1 else 0 end`).as('devices'),
    ])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .groupBy('contact')
    .execute();
  return new Map(rows.map(({ contact, ...held }) => [contact, held]));
}

export function isSeen(kind: string): boolean {
  return !NOT_SEEN.includes(kind);
}
