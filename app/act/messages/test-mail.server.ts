import { randomUUID } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import { isMailAddress } from '../../platform/mail/header-line.ts';
import type { MailTransport } from '../../platform/mail/mail.ts';
import { type MailShop, readMailShop } from './delivery/sender.server.ts';
import type { SenderRow } from './senders/store.server.ts';
import { sampleCart } from './sample-cart.server.ts';
import { addressHash, suppressedAmong } from './suppression.server.ts';
import { type RenderedMail, renderRecovery } from './templates/mail-template.server.ts';
import { recoveryView } from './templates/recovery-view.ts';
import type { MailLocale } from './templates/words.ts';

export type TestMailOutcome =
  | { kind: 'submitted' }
  /** what the mail server said, for the merchant's eyes */
  | { kind: 'refused'; reason: string }
  | { kind: 'unknown'; reason: string }
  | { kind: 'not_an_address' }
  | { kind: 'suppressed' }
  | { kind: 'too_many'; minutes: number };

export interface TestMails {
  /** Sends the recovery mail with a sample cart. It leaves no message row: it is nobody's mail and counts nowhere. */
  send(
    shop: string,
    request: { to: string; locale: MailLocale; sender?: string | undefined },
  ): Promise<TestMailOutcome>;
  /** Any other mail, laid out once it is known that it may go. */
  sendMail(
    shop: string,
    to: string,
    render: (sender: MailShop) => Promise<Pick<RenderedMail, 'subject' | 'html' | 'text'>>,
    by?: string,
  ): Promise<TestMailOutcome>;
}

interface Options {
  db: Database;
  clock: Clock;
  seal: Seal;
  /** how a sender's mails leave; the shop's own where it is not named */
  wayOf: (shop: string, id?: string) => Promise<Way | null>;
  /** seconds until this shop may send another; null when it may now */
  limit: (shop: string) => Promise<number | null>;
  mailFrom?: string | undefined;
}

interface Way {
  sender: Pick<SenderRow, 'id' | 'name' | 'address' | 'reply_to'>;
  transport: Pick<MailTransport, 'submit'>;
}

const MARK = '[Test]';

export function createTestMails({ db, clock, seal, wayOf, limit, mailFrom }: Options): TestMails {
  const sendMail: TestMails['sendMail'] = async (shop, to, render, by) => {
    if (!isMailAddress(to)) return { kind: 'not_an_address' };
    const hash = addressHash(seal, to);
    // who said no is left alone, by tests too
    if ((await suppressedAmong(db.read, shop, [hash])).has(hash)) return { kind: 'suppressed' };
    const wait = await limit(shop);
    if (wait !== null) return { kind: 'too_many', minutes: Math.ceil(wait / 60) };
    const way = await wayOf(shop, by);
    const sender = way && (await readMailShop(db.read, shop, mailFrom, way.sender));
    if (!sender) throw new Error('the shop is not known');
    const mail = await render(sender);
    const outcome = await way.transport.submit({
      from: sender.from,
      to,
      ...(sender.replyTo === sender.from.address ? {} : { replyTo: sender.replyTo }),
      subject: `${MARK} ${mail.subject}`,
      html: mail.html,
      text: mail.text,
      messageId: `test-${randomUUID()}@${sender.from.address.split('@')[1] ?? 'localhost'}`,
      date: clock.now(),
    });
    return outcome.kind === 'submitted' ? { kind: 'submitted' } : { kind: outcome.kind, reason: outcome.reason };
  };

  return {
    sendMail,
    send: (shop, { to, locale, sender: by }) => {
      const render: Parameters<typeof sendMail>[2] = async (sender) => {
        // nothing is tracked: every link is the shop's own address
        const links = { shop: sender.url, restore: sender.url, unsubscribe: sender.url, preferences: sender.url };
        return renderRecovery(
          locale,
          sender.brand,
          recoveryView({
            shop: { name: sender.name, host: sender.host },
            sender: sender.replyTo,
            firstName: null,
            cart: await sampleCart(db.read, shop, locale),
            links,
            locale,
          }),
        );
      };
      return sendMail(shop, to, render, by);
    },
  };
}
