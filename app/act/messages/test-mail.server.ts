import { randomUUID } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import { isMailAddress } from '../../platform/mail/header-line.ts';
import type { MailTransport } from '../../platform/mail/mail.ts';
import { readMailShop } from './delivery/sender.server.ts';
import { sampleCart } from './sample-cart.server.ts';
import { addressHash, suppressedAmong } from './suppression.server.ts';
import { renderRecovery } from './templates/mail-template.server.ts';
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
  send(shop: string, request: { to: string; locale: MailLocale }): Promise<TestMailOutcome>;
}

interface Options {
  db: Database;
  clock: Clock;
  seal: Seal;
  transport: Pick<MailTransport, 'submit'>;
  /** seconds until this shop may send another; null when it may now */
  limit: (shop: string) => Promise<number | null>;
  mailFrom?: string | undefined;
}

const MARK = '[Test]';

export function createTestMails({ db, clock, seal, transport, limit, mailFrom }: Options): TestMails {
  return {
    async send(shop, { to, locale }) {
      if (!isMailAddress(to)) return { kind: 'not_an_address' };
      const hash = addressHash(seal, to);
      // who said no is left alone, by tests too
      if ((await suppressedAmong(db.read, shop, [hash])).has(hash)) return { kind: 'suppressed' };
      const wait = await limit(shop);
      if (wait !== null) return { kind: 'too_many', minutes: Math.ceil(wait / 60) };
      const sender = await readMailShop(db.read, shop, mailFrom);
      if (!sender) throw new Error('the shop is not known');
      // nothing is tracked: every link is the shop's own address
      const links = { shop: sender.url, restore: sender.url, unsubscribe: sender.url, preferences: sender.url };
      const mail = await renderRecovery(
        locale,
        recoveryView({
          shop: { name: sender.name, host: sender.host },
          sender: sender.replyTo,
          firstName: null,
          cart: await sampleCart(db.read, shop, locale),
          links,
          locale,
        }),
      );
      const outcome = await transport.submit({
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
    },
  };
}
