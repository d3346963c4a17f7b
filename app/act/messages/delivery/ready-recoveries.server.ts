import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Trx } from '../../../platform/db/db.ts';
import type { MailLinks } from '../links.ts';
import { composeMessage } from './compose.server.ts';
import { lookAtMessages } from './last-look.server.ts';
import type { MessageRow } from './message-row.ts';
import type { Ready } from './ready.ts';
import { whyNot } from './refusal.ts';
import type { MailShop } from './sender.server.ts';

export interface ReadyTools {
  seal: Seal;
  links: MailLinks;
  sender: MailShop;
  now: number;
}

/** Mails about a checkout that was left. */
export async function readyRecoveries(
  trx: Trx,
  shop: string,
  messages: readonly MessageRow[],
  { seal, links, sender, now }: ReadyTools,
): Promise<Map<string, Ready>> {
  const ready = new Map<string, Ready>();
  if (messages.length === 0) return ready;
  const looked = await lookAtMessages(trx, shop, seal, messages);
  for (const message of messages) {
    const found = looked.get(message.id);
    if (!found) continue;
    const { look, recipient, checkout } = found;
    const not = whyNot(look);
    if (not || !recipient || !checkout) {
      ready.set(message.id, { not: not ?? { code: 'contact_gone' } });
      continue;
    }
    ready.set(message.id, {
      because: look.permission?.reason ?? { code: 'subscribed' },
      compose: () => composeMessage({ message, shop: sender, recipient, checkout, links, seal, now }),
    });
  }
  return ready;
}
