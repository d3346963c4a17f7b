import type { MailPermission } from '../../../decide/journeys/ports.ts';
import type { Reason } from '../../../decide/journeys/reason.ts';
import type { Trx } from '../../../platform/db/db.ts';
import { isMailAddress } from '../../../platform/mail/header-line.ts';
import { permissionsOf } from '../permission.server.ts';
import type { DesignedMail, DesignedMails } from '../templates/design/designed-mails.server.ts';
import { lookAtCampaigns } from './campaign-look.server.ts';
import type { MessageRow } from './message-row.ts';
import type { Ready } from './ready.ts';
import type { ReadyTools } from './ready-recoveries.server.ts';
import type { MailShop } from './sender.server.ts';

/** The last look at mails of campaigns: whether the campaign still goes on, whether she may be written to, and that she has none of it yet. */
export async function readyCampaigns(
  trx: Trx,
  shop: string,
  messages: readonly MessageRow[],
  { seal, sender, now, designed }: ReadyTools & { designed: DesignedMails },
): Promise<Map<string, Ready>> {
  const ready = new Map<string, Ready>();
  if (messages.length === 0) return ready;
  const campaigns = await lookAtCampaigns(trx, shop, messages, now);
  const mails = await designed.prepare(
    trx,
    shop,
    messages.map((message) => ({ ...message, subject: campaigns.differs(message)?.subject || undefined })),
    now,
  );
  const permissions = new Map<string, MailPermission>();
  for (const [purpose, of] of Map.groupBy(messages, (message) => message.purpose)) {
    const addresses = of.flatMap(({ id }) => mails.get(id)?.address?.toLowerCase() ?? []);
    const granted = await permissionsOf(trx, shop, seal, [...new Set(addresses)], purpose);
    for (const [address, permission] of granted) permissions.set(`${purpose} ${address}`, permission);
  }
  for (const message of messages) {
    const stays = campaigns.stays(message);
    if (stays) {
      ready.set(message.id, stays);
      continue;
    }
    const mail = mails.get(message.id);
    const permission = permissions.get(`${message.purpose} ${mail?.address?.toLowerCase()}`);
    const refused = permission?.allowed
      ? null
      : (permission?.reason ?? { code: 'no_consent', state: 'not_subscribed' });
    const not = whyNot(mail, refused);
    const compose = mail?.compose;
    if (not || !compose) {
      ready.set(message.id, { not: not ?? { code: 'not_composed' } });
      continue;
    }
    campaigns.leaves(message);
    ready.set(message.id, {
      because: permission?.reason ?? { code: 'subscribed' },
      compose: async () => compose(as(sender, campaigns.differs(message)?.senderName)),
    });
  }
  return ready;
}

const as = (sender: MailShop, name: string | undefined): MailShop =>
  name ? { ...sender, from: { ...sender.from, name } } : sender;

/** In the order in which a merchant would ask. Pure. */
function whyNot(mail: DesignedMail | undefined, refused: Reason | null): Reason | null {
  if (mail?.compose === null) return { code: 'not_composed' };
  if (!mail || mail.address === null) return { code: 'contact_gone' };
  if (!isMailAddress(mail.address)) return { code: 'bad_address' };
  return refused;
}
