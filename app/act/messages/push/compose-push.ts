import type { IdentityId } from '../../../listen/facts/fact.ts';
import { stableId } from '../../../platform/crypto/seal.ts';
import type { Push } from '../../../platform/push/push.ts';
import type { LiveSubscription } from '../../push/store.server.ts';
import type { MessageRow } from '../delivery/message-row.ts';
import type { Packed } from '../delivery/parcel.ts';
import type { MailShop } from '../delivery/sender.server.ts';
import type { MailLinks } from '../links.ts';
import { targetOf } from '../texts/short-links.server.ts';
import type { ShortMessage } from '../texts/short-messages.server.ts';
import { shownPush, targetOfPush } from './shown-push.ts';

/** News of yesterday is no news: a browser that is away for longer does not get it. */
const TTL_SECONDS = 24 * 3600;

interface Given {
  message: Pick<MessageRow, 'shop' | 'id' | 'campaign' | 'template'>;
  short: ShortMessage;
  sender: MailShop;
  browser: LiveSubscription;
  /** null: nobody signed for her yet, and it is her device's */
  whose: IdentityId | null;
  vapid: Push['vapid'];
  links: MailLinks;
}

/** Lays out one push for one browser, with its signed link. */
export function composePush({ message, short, sender, browser, whose, vapid, links }: Given): Packed {
  const { document, hosts, campaign } = short;
  const rendered = short.render();
  const look = { shop: sender, picture: document.picture, icon: sender.brand.logo.url, locale: document.locale };
  const topic = stableId(message.shop, message.campaign ?? message.template);
  const url = links.click({ shop: message.shop, message: message.id, link: 0 });
  const shown = shownPush(rendered, look, { url, tag: topic });
  return {
    parcel: {
      content: {
        kind: 'push',
        push: { ...browser.target, payload: JSON.stringify(shown), ttlSeconds: TTL_SECONDS, topic, vapid },
      },
      to: browser.id,
      whose: whose ?? (browser.identity as IdentityId),
      title: shown.title,
      body: shown.body,
    },
    links: [targetOf(targetOfPush(rendered, look), { hosts, campaign, medium: 'push' })],
  };
}
