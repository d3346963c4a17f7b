// What carries mails away, and hears what becomes of them.
import { createMailEventsWorker } from './act/messages/events/events-worker.server.ts';
import { createMailEventsInbox } from './act/messages/events/inbox.server.ts';
import { createSendersService } from './act/messages/senders/service.server.ts';
import { OWN, type SenderRow } from './act/messages/senders/store.server.ts';
import { createSenderTransports } from './act/messages/senders/transports.server.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { Seal } from './platform/crypto/seal.ts';
import type { Database } from './platform/db/db.ts';
import type { Env } from './platform/env.server.ts';
import { createMailDns } from './platform/mail/dns.server.ts';
import type { MailTransport } from './platform/mail/mail.ts';
import { createSmtpThread } from './platform/mail/smtp-threads.server.ts';
import { createWebPush } from './platform/push/web-push.server.ts';
import type { Wake } from './platform/work/worker.ts';

interface Deps {
  env: Env;
  db: Database;
  clock: Clock;
  seal: Seal;
  wake: Wake;
  /** counts what comes of what is handed over */
  counting: (transport: MailTransport) => MailTransport;
}

export function createSending({ env, db, clock, seal, wake, counting }: Deps) {
  const smtp = createSmtpThread();
  const transport = counting(smtp.open({ url: env.SMTP_URL }));
  const transports = createSenderTransports({
    server: transport,
    smtp,
    seal,
    clock,
    apiOrigin: env.MAIL_API_ORIGIN,
    privateHosts: env.MAIL_HOSTS === 'any',
    counting,
  });
  const senders = createSendersService({ db, clock, seal, wake });
  return {
    /** of senders without a provider of their own */
    transport,
    transportOf: (sender: SenderRow) => transports.of(sender),
    /** of the channels beside mail */
    carriers: { push: createWebPush({ clock, standIn: env.PUSH_ORIGIN }) },
    /** how a sender's mails leave; the shop's own where it is not named */
    async wayOf(shop: string, id: string = OWN) {
      const sender = await senders.get(shop, id);
      return sender && { sender, transport: transports.of(sender) };
    },
    worker: createMailEventsWorker({ db, clock, seal, wake }),
    inbox: createMailEventsInbox({ db, clock, seal, wake }),
    services: { senders, dns: createMailDns(), mailFrom: env.MAIL_FROM },
    close: () => transports.close(),
  };
}
