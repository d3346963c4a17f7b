import type { MailPermission, MayReach } from '../../decide/journeys/ports.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { MARKETING } from '../../understand/consent/rules.ts';
import { newestOf } from '../push/store.server.ts';
import { createMayMail } from './permission.server.ts';
import { pushPermissions } from './push/permission.server.ts';
import { type Reached, reachedByPhone } from './reached.server.ts';

/** The port that journeys ask: by contact, for what she would be reached by on that channel now. */
export function createMayReach(seal: Seal): MayReach {
  const mayMail = createMayMail(seal);
  return async (reader, shop, channel, contacts) => {
    switch (channel) {
      case 'email':
        return mayMail(reader, shop, contacts);
      case 'sms':
      case 'whatsapp': {
        const reached = await reachedByPhone(reader, shop, seal, { channel, purpose: MARKETING, contacts });
        return new Map([...reached].map(([contact, hers]) => [contact, byPhone(hers)]));
      }
      case 'push':
        return byBrowser(reader, shop, seal, contacts);
      default:
        return channel satisfies never;
    }
  };
}

function byPhone({ phone, number, permission }: Reached): MailPermission {
  if (!phone) return { allowed: false, reason: { code: 'no_phone' } };
  return number === null ? { allowed: false, reason: { code: 'bad_phone' } } : permission;
}

async function byBrowser(
  reader: Reader | Trx,
  shop: string,
  seal: Seal,
  contacts: readonly string[],
): Promise<Map<string, MailPermission>> {
  const permissionOf = await pushPermissions(reader, shop, contacts, MARKETING);
  const browsers = await newestOf(reader, shop, contacts, seal);
  return new Map(
    contacts.map((contact) => {
      const { permission } = permissionOf(contact);
      const reaches = !permission.allowed || browsers.has(contact);
      return [contact, reaches ? permission : { allowed: false, reason: { code: 'no_browser' } }];
    }),
  );
}
