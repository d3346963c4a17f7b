import type { MailPermission, MayMail } from '../../decide/journeys/ports.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { type ConsentEntry, currentEntry, isHearsay } from '../../understand/consent/rules.ts';
import { consentLogs } from '../../understand/consent/store.server.ts';
import { addressHash, type Suppressed, suppressedAmong } from './suppression.server.ts';

/** Marketing mail needs a subscription that holds, and an address that is not on the suppression list. Pure. */
function mailPermission(entry: ConsentEntry | undefined, suppressed: Suppressed | undefined): MailPermission {
  if (entry?.state !== 'subscribed') {
    const state = entry?.state ?? 'not_subscribed';
    return { allowed: false, reason: { code: 'no_consent', state, ...(entry ? { at: entry.at } : {}) } };
  }
  // she opted in again after the address was suppressed: that is her last word
  if (suppressed && (suppressed.at >= entry.at || isHearsay(entry.source))) {
    return { allowed: false, reason: { code: 'suppressed', why: suppressed.reason, at: suppressed.at } };
  }
  return { allowed: true, reason: { code: 'subscribed', source: entry.source, at: entry.at } };
}

export async function permissionsOf(
  reader: Reader | Trx,
  shop: string,
  seal: Seal,
  addresses: readonly string[],
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
      mailPermission(currentEntry(logs.get(`email:${address}`) ?? []), suppressed.get(hashes.get(address) ?? '')),
    ]),
  );
}

/** The port that journeys ask: by contact, for the address they would be mailed at. */
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
