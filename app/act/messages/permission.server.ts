import type { MailPermission } from '../../decide/journeys/ports.ts';
import type { Channel } from '../../listen/facts/fact.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import {
  type ConsentEntry,
  currentEntry,
  isHearsay,
  MARKETING,
  TRANSACTIONAL,
} from '../../understand/consent/rules.ts';
import { consentLogs } from '../../understand/consent/store.server.ts';
import { addressHash, type Suppressed, suppressedAmong } from './suppression.server.ts';
import { isHeld } from './suppression-reason.ts';

/**
 * Marketing needs a subscription of its channel that holds, and an address or number that is not on the suppression list. What concerns an
 * order, or asks for consent, needs neither a subscription nor that she never left; but who was erased, or whose address
 * is on the list for another reason, is left alone. Pure.
 */
export function permissionBy(
  entry: ConsentEntry | undefined,
  suppressed: Suppressed | undefined,
  purpose: string,
): MailPermission {
  if (purpose === TRANSACTIONAL && entry?.state !== 'unsubscribed') {
    if (!suppressed || suppressed.reason === 'unsubscribed')
      return { allowed: true, reason: { code: 'transactional' } };
    return { allowed: false, reason: { code: 'suppressed', why: suppressed.reason, at: suppressed.at } };
  }
  if (entry?.state !== 'subscribed') {
    const state = entry?.state ?? 'not_subscribed';
    return { allowed: false, reason: { code: 'no_consent', state, ...(entry ? { at: entry.at } : {}) } };
  }
  // she opted in again after the address was suppressed: that is her last word, unless a person has to take it off
  if (suppressed && (isHeld(suppressed.reason) || suppressed.at >= entry.at || isHearsay(entry.source))) {
    return { allowed: false, reason: { code: 'suppressed', why: suppressed.reason, at: suppressed.at } };
  }
  return { allowed: true, reason: { code: 'subscribed', source: entry.source, at: entry.at } };
}

/** A refusal names its channel, so that it can be told in the words of that one; without a name it is of mail. */
export const onChannel = ({ allowed, reason }: MailPermission, channel: Channel): MailPermission => ({
  allowed,
  reason: allowed ? reason : { ...reason, channel },
});

export async function permissionsOf(
  reader: Reader | Trx,
  shop: string,
  seal: Seal,
  addresses: readonly string[],
  purpose = MARKETING,
): Promise<Map<string, MailPermission>> {
  const logs = await consentLogs(
    reader,
    shop,
    addresses.map((address) => `email:${address}`),
  );
  const hashes = new Map(addresses.map((address) => [address, addressHash(seal, address)]));
  const suppressed = await suppressedAmong(reader, shop, [...hashes.values()]);
  return new Map(
    addresses.map((address) => [
      address,
      permissionBy(
        currentEntry(logs.get(`email:${address}`) ?? [], { channel: 'email', purpose }),
        suppressed.get(hashes.get(address) ?? ''),
        purpose,
      ),
    ]),
  );
}

/** By contact, for the address they would be mailed at; who has none is not in the map. */
export type MayMail = (
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
) => Promise<Map<string, MailPermission>>;

export function createMayMail(seal: Seal): MayMail {
  return async (trx, shop, contacts) => {
    if (contacts.length === 0) return new Map();
    const rows = await trx
      .selectFrom('contact')
      .select(['id', 'email'])
      .where('shop', '=', shop)
      .where('id', 'in', [...contacts])
      .execute();
    const addressed = rows.flatMap(({ id, email }) => (email ? [{ id, email: email.toLowerCase() }] : []));
    const permissions = await permissionsOf(
      trx,
      shop,
      seal,
      addressed.map((row) => row.email),
    );
    return new Map(
      addressed.flatMap(({ id, email }) => {
        const permission = permissions.get(email);
        return permission ? [[id, permission] as const] : [];
      }),
    );
  };
}
