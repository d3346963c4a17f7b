import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Trx } from '../../../platform/db/db.ts';
import type { MailLinks } from '../links.ts';
import type { DesignedMails } from '../templates/design/designed-mails.server.ts';
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

/** Mails about a checkout that was left: the built-in one, or a designed template. */
export async function readyRecoveries(
  trx: Trx,
  shop: string,
  messages: readonly MessageRow[],
  { seal, links, sender, now, designed }: ReadyTools & { designed: DesignedMails },
): Promise<Map<string, Ready>> {
  const ready = new Map<string, Ready>();
  if (messages.length === 0) return ready;
  const looked = await lookAtMessages(trx, shop, seal, messages);
  const mails = await designed.prepare(
    trx,
    shop,
    messages.filter(({ template_version: version }) => version !== null),
    now,
  );
  for (const message of messages) {
    const found = looked.get(message.id);
    if (!found) continue;
    const { look, recipient, checkout } = found;
    const not = whyNot(look);
    if (not || !recipient || !checkout) {
      ready.set(message.id, { not: not ?? { code: 'contact_gone' } });
      continue;
    }
    const designedCompose = mails.get(message.id)?.compose;
    if (designedCompose === null) {
      ready.set(message.id, { not: { code: 'not_composed' } });
      continue;
    }
    ready.set(message.id, {
      because: look.permission?.reason ?? { code: 'subscribed' },
      compose: designedCompose
        ? async () => designedCompose(sender)
        : () => composeMessage({ message, shop: sender, recipient, checkout, links, seal, now }),
    });
  }
  return ready;
}
