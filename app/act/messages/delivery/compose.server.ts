import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { MailLinks } from '../links.ts';
import { addressHash } from '../suppression.server.ts';
import { renderRecovery } from '../templates/mail-template.server.ts';
import { recoveryView } from '../templates/recovery-view.ts';
import { mailLocale } from '../templates/words.ts';
import { watchedHtml } from '../watched-html.ts';
import type { CheckoutContent, Recipient } from './last-look.server.ts';
import type { MessageLink, MessageRow } from './message-row.ts';
import type { MailShop } from './sender.server.ts';

export interface Composed {
  mail: Mail;
  /** by index; null where a contact's mail lacks one that others have */
  links: (MessageLink | null)[];
}

const RESTORE_LINK = 0;
const SHOP_LINK = 1;

/** Lays out one message with its signed links and the headers of a well-mannered marketing mail. */
export async function composeMessage(given: {
  message: Pick<MessageRow, 'shop' | 'id' | 'template'>;
  shop: MailShop;
  recipient: Recipient;
  checkout: CheckoutContent;
  links: MailLinks;
  seal: Seal;
  now: number;
}): Promise<Composed> {
  const { message, shop, recipient, checkout, links } = given;
  const token = { shop: message.shop, message: message.id };
  const unsubscribe = links.unsubscribe({ ...token, addressHash: addressHash(given.seal, recipient.address) });
  const locale = mailLocale(recipient.locale, checkout.locale, shop.locale);
  const rendered = await renderRecovery(
    locale,
    shop.brand,
    recoveryView({
      shop: { name: shop.name, host: shop.host },
      sender: shop.replyTo,
      firstName: recipient.firstName,
      cart: checkout,
      links: {
        restore: links.click({ ...token, link: RESTORE_LINK }),
        shop: links.click({ ...token, link: SHOP_LINK }),
        unsubscribe,
        preferences: links.preferences(token),
      },
      locale,
    }),
  );
  return {
    mail: {
      from: shop.from,
      to: recipient.address,
      ...(shop.replyTo === shop.from.address ? {} : { replyTo: shop.replyTo }),
      subject: rendered.subject,
      html:
        shop.opens && recipient.automated
          ? watchedHtml(rendered.html, { open: links.open(token), trap: links.trap(token) })
          : rendered.html,
      text: rendered.text,
      messageId: `${message.id}@${shop.from.address.split('@')[1] ?? 'localhost'}`,
      headers: {
        'List-Unsubscribe': `<${unsubscribe}>`,
        // RFC 8058: one POST unsubscribes, without a page in between
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'Feedback-ID': `${message.template}:${message.shop.split('.')[0] ?? ''}:sandmill`,
      },
      date: given.now,
    },
    links: [
      { url: checkout.restoreUrl, storefront: true },
      { url: shop.url, storefront: true },
    ],
  };
}
