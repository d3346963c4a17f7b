import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Trx } from '../../../platform/db/db.ts';
import { readPushKeys } from '../../push/keys.server.ts';
import { type LiveSubscription, newestOf } from '../../push/store.server.ts';
import type { MessageRow } from '../delivery/message-row.ts';
import type { Ready } from '../delivery/ready.ts';
import type { MailShop } from '../delivery/sender.server.ts';
import type { MailLinks } from '../links.ts';
import { lookAtOrigins } from '../origin-look.server.ts';
import type { ShortMessages } from '../texts/short-messages.server.ts';
import { composePush } from './compose-push.ts';
import { pushPermissions } from './permission.server.ts';
import { pushSubject } from './push-subject.ts';

export interface PushTools {
  seal: Seal;
  links: MailLinks;
  shorts: ShortMessages;
  sender: MailShop;
  now: number;
}

/**
 * The last look at pushes: the campaign or the journey, her consent to push at this moment, and her browser. A message goes to one browser,
 * the newest; where its push service says for certain that it is gone, the message comes back and looks for the next.
 */
export async function readyPushes(
  trx: Trx,
  shop: string,
  messages: readonly MessageRow[],
  { seal, links, shorts, sender, now }: PushTools,
): Promise<Map<string, Ready>> {
  const ready = new Map<string, Ready>();
  if (messages.length === 0) return ready;
  const origins = await lookAtOrigins(trx, shop, messages, now);
  const prepared = await shorts.prepare(trx, shop, messages, now);
  const contacts = [...new Set(messages.map(({ contact }) => contact))];
  const keys = await readPushKeys(trx, shop, seal);
  const browsers = keys ? await newestOf(trx, shop, contacts, seal) : new Map<string, LiveSubscription>();
  const permissions = new Map<string, Awaited<ReturnType<typeof pushPermissions>>>();
  for (const purpose of new Set(messages.map((message) => message.purpose)))
    permissions.set(purpose, await pushPermissions(trx, shop, contacts, purpose));
  for (const message of messages) {
    const stays = origins.stays(message);
    const hers = permissions.get(message.purpose)?.(message.contact);
    const short = prepared.get(message.id);
    const browser = browsers.get(message.contact);
    if (stays) ready.set(message.id, stays);
    else if (!hers || !short) ready.set(message.id, { not: { code: 'contact_gone' } });
    else if (!hers.permission.allowed) ready.set(message.id, { not: hers.permission.reason });
    else if (!browser || !keys) ready.set(message.id, { not: { code: 'no_browser' } });
    else {
      origins.leaves(message);
      const { whose, permission } = hers;
      const vapid = { ...keys, subject: pushSubject(shop, sender) };
      const compose = async () => composePush({ message, short, sender, browser, whose, vapid, links });
      ready.set(message.id, { because: permission.reason, compose });
    }
  }
  return ready;
}
