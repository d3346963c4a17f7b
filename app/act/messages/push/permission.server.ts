import type { MailPermission } from '../../../decide/journeys/ports.ts';
import type { IdentityId } from '../../../listen/facts/fact.ts';
import type { Reader, Trx } from '../../../platform/db/db.ts';
import { currentEntry } from '../../../understand/consent/rules.ts';
import { consentLogs, deviceLogs } from '../../../understand/consent/store.server.ts';
import { onChannel, permissionBy } from '../permission.server.ts';
import { firstHandles } from '../whose.server.ts';

export interface PushPermission {
  permission: MailPermission;
  /** under whom facts are told; null for whom nobody signed for yet */
  whose: IdentityId | null;
}

/**
 * What the log says at this moment of push to each contact: what was said under her name, and on the devices that are hers
 * now. No suppression list stands beside it: a browser that left is gone.
 */
export async function pushPermissions(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
  purpose: string,
): Promise<(contact: string) => PushPermission> {
  const handles = await firstHandles(reader, shop, contacts);
  const logs = await consentLogs(reader, shop, [...new Set([...handles.values()].flat())]);
  const onDevices = await deviceLogs(reader, shop, contacts);
  return (contact) => {
    const own = handles.get(contact) ?? [];
    const said = [...own.flatMap((handle) => logs.get(handle) ?? []), ...(onDevices.get(contact) ?? [])];
    const entry = currentEntry(said, { channel: 'push', purpose });
    return { permission: onChannel(permissionBy(entry, undefined, purpose), 'push'), whose: own[0] ?? null };
  };
}
