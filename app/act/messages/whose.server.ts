import { identity, type IdentityId } from '../../listen/facts/fact.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { devicesOf } from '../push/store.server.ts';

/** What of a message tells whose it is. */
export interface Addressed {
  channel: string;
  address: string | null;
  contact: string;
}

/**
 * The handle under which facts of messages are told: of a mail its address, of the other channels the first handle by which
 * its contact is known for certain; of a push to somebody whom nobody signed for yet, her device. Null for whoever was erased.
 */
export async function whoseMessages(
  reader: Reader | Trx,
  shop: string,
  messages: readonly Addressed[],
): Promise<(message: Addressed) => IdentityId | null> {
  const contacts = messages.flatMap(({ channel, contact }) => (channel === 'email' || contact === '' ? [] : contact));
  const handles = await firstHandles(reader, shop, [...new Set(contacts)]);
  const unsigned = messages.flatMap(({ channel, address, contact }) =>
    channel === 'push' && address !== null && !handles.has(contact) ? address : [],
  );
  const devices = await devicesOf(reader, shop, unsigned);
  return ({ channel, address, contact }) => {
    if (address === null) return null;
    if (channel === 'email') return identity('email', address);
    return handles.get(contact)?.[0] ?? devices.get(address) ?? null;
  };
}

/** The hard handles of contacts, the oldest first. */
export async function firstHandles(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
): Promise<Map<string, IdentityId[]>> {
  if (contacts.length === 0) return new Map();
  const rows = await reader
    .selectFrom('identity')
    .select(['id', 'contact'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .where('kind', 'in', ['customer', 'email'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return new Map(
    [...Map.groupBy(rows, ({ contact }) => contact)].map(([contact, of]) => [
      contact,
      of.map(({ id }) => id as IdentityId),
    ]),
  );
}
