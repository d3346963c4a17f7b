// What carries mails away, and hears what becomes of them.
import { createBounceMailboxes } from './act/messages/bounces/mailboxes.server.ts';
import { createMailEventsWorker } from './act/messages/events/events-worker.server.ts';
import { createMailEventsInbox } from './act/messages/events/inbox.server.ts';
import { createSendersService } from './act/messages/senders/service.server.ts';
import { OWN, type SenderRow } from './act/messages/senders/store.server.ts';
import { createTestPushes } from './act/messages/push/test-push.server.ts';
import { createHelpAnswers } from './act/messages/texts/help-answers.server.ts';
import { createTestTexts } from './act/messages/texts/test-text.server.ts';
import { createTextEvents } from './act/messages/texts/text-events.server.ts';
import { createTextSendersService } from './act/messages/texts/text-senders.server.ts';
import { createTextTransports } from './act/messages/texts/text-transports.server.ts';
import { createSenderTransports } from './act/messages/senders/transports.server.ts';
import { createRateLimit } from './doors/rate-limit.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { Seal } from './platform/crypto/seal.ts';
import type { Database } from './platform/db/db.ts';
import type { Env } from './platform/env.server.ts';
import type { Log } from './platform/log/log.ts';
import { createMailDns } from './platform/mail/dns.server.ts';
import type { Transport } from './platform/submit/transport.ts';
import { createSmtpThread } from './platform/mail/smtp-threads.server.ts';
import { createWebPush } from './platform/push/web-push.server.ts';
import type { Wake } from './platform/work/worker.ts';

/** Of one shop: each costs the merchant money. */
const TEST_TEXTS = { points: 10, seconds: 3600 };
const TEST_PUSHES = { points: 20, seconds: 3600 };

interface Deps {
  env: Env;
  db: Database;
  clock: Clock;
  log: Log;
  seal: Seal;
  wake: Wake;
  /** counts what comes of what is handed over */
  counting: <Content>(transport: Transport<Content>) => Transport<Content>;
}

export function createSending({ env, db, clock, log, seal, wake, counting }: Deps) {
  const privateHosts = env.MAIL_HOSTS === 'any';
  const smtp = createSmtpThread();
  const transport = counting(smtp.open({ url: env.SMTP_URL }));
  const transports = createSenderTransports({
    server: transport,
    smtp,
    seal,
    clock,
    apiOrigin: env.MAIL_API_ORIGIN,
    privateHosts,
    counting,
  });
  const bounceMailboxes = createBounceMailboxes({ db, clock, log, seal, wake, privateHosts });
  const senders = createSendersService({ db, clock, seal, wake });
  const appUrl = env.SHOPIFY_APP_URL;
  const textOf = createTextTransports({ seal, appUrl, apiOrigin: env.TEXT_API_ORIGIN, counting });
  const push = createWebPush({ clock, standIn: env.PUSH_ORIGIN });
  const helpAnswers = createHelpAnswers({ db, clock, log, seal, wake, textOf });
  const textSenders = createTextSendersService({ db, clock, seal });
  return {
    /** of senders without a provider of their own */
    transport,
    transportOf: (sender: SenderRow) => transports.of(sender),
    /** of the channels beside mail */
    carriers: { text: textOf, push },
    /** how a sender's mails leave; the shop's own where it is not named */
    async wayOf(shop: string, id: string = OWN) {
      const sender = await senders.get(shop, id);
      return sender && { sender, transport: transports.of(sender) };
    },
    workers: [createMailEventsWorker({ db, clock, seal, wake }), bounceMailboxes.worker, helpAnswers.worker],
    inbox: createMailEventsInbox({ db, clock, seal, wake }),
    /** what providers tell of texts, and what is answered */
    texts: createTextEvents({ db, clock, seal, wake, appUrl }),
    services: {
      senders,
      textSenders,
      testTexts: createTestTexts({ db, seal, textOf, limit: createRateLimit(TEST_TEXTS) }),
      testPushes: createTestPushes({ db, seal, push, limit: createRateLimit(TEST_PUSHES), mailFrom: env.MAIL_FROM }),
      bounceMailboxes,
      dns: createMailDns(),
      mailFrom: env.MAIL_FROM,
    },
    async close() {
      await Promise.all([bounceMailboxes.close(), helpAnswers.close(), transports.close()]);
    },
  };
}
