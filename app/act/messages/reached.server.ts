// Whom a channel of the phone reaches, and whether it may: by contact, for what holds of the number that she has now.
import type { MailPermission } from '../../decide/journeys/ports.ts';
import type { IdentityId } from '../../listen/facts/fact.ts';
import type { Channel } from '../../listen/facts/fact.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { readPhone } from '../../platform/text/phone.ts';
import { currentEntry } from '../../understand/consent/rules.ts';
import { consentLogs, entriesFor } from '../../understand/consent/store.server.ts';
import { onChannel, permissionBy } from './permission.server.ts';
import { reachKey } from './reach-key.ts';
import { addressHash, suppressedAmong } from './suppression.server.ts';
import { firstHandles } from './whose.server.ts';

export interface Reached {
  /** as it is kept */
  phone: string | null;
  /** in E.164; null where it is no number */
  number: string | null;
  /** under whom facts are told; null for whom nobody signed for */
  whose: IdentityId | null;
  permission: MailPermission;
}

/** Contacts that are not there are not in the map. */
export async function reachedByPhone(
  reader: Reader | Trx,
  shop: string,
  seal: Seal,
  { channel, purpose, contacts }: { channel: Channel; purpose: string; contacts: readonly string[] },
): Promise<Map<string, Reached>> {
  if (contacts.length === 0) return new Map();
  const rows = await reader
    .selectFrom('contact')
    .select(['id', 'email', 'phone'])
    .where('shop', '=', shop)
    .where('id', 'in', contacts)
    .execute();
  const handles = await firstHandles(reader, shop, contacts);
  const logs = await consentLogs(reader, shop, [...new Set([...handles.values()].flat())]);
  const hashes = new Map(
    rows.flatMap(({ phone }) => {
      const number = readPhone(phone);
      const key = number && reachKey(channel, number);
      return key ? [[number, addressHash(seal, key)] as const] : [];
    }),
  );
  const suppressed = await suppressedAmong(reader, shop, [...hashes.values()]);
  return new Map(
    rows.map(({ id, email, phone }) => {
      const hard = handles.get(id) ?? [];
      const number = readPhone(phone);
      const entry = currentEntry(entriesFor({ email, phone, hard }, logs), { channel, purpose });
      const permission = onChannel(
        permissionBy(entry, suppressed.get(hashes.get(number ?? '') ?? ''), purpose),
        channel,
      );
      return [id, { phone, number, whose: hard[0] ?? null, permission }];
    }),
  );
}
