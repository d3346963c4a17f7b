// Messages as journeys queue them, a real SMTP server, and workers that can be killed and started again.
import type { TestDatabase } from '../../../../test/databases.ts';
import { createJourneysService } from '../../../decide/journeys/service.server.ts';
import { BUILT_IN_RECOVERY, RECOVERY } from '../../../decide/journeys/recovery-recipe.ts';
import { givenCheckout, givenContact, givenShop, SHOP, START } from '../../../decide/journeys/rows-in-test.ts';
import { ManualClock } from '../../../platform/clock/clock.ts';
import { createSeal } from '../../../platform/crypto/seal.ts';
import type { Database } from '../../../platform/db/db.ts';
import { silentLog } from '../../../platform/log/log.ts';
import type { MailTransport } from '../../../platform/mail/mail.ts';
import { type Manner, type SmtpInTest, startSmtp } from '../../../platform/mail/smtp-in-test.ts';
import { createSmtpTransport } from '../../../platform/mail/smtp.server.ts';
import { settingsSchema } from '../../../shop/settings/settings.ts';
import { createMailLinks } from '../links.ts';
import { sendAction } from '../send-action.server.ts';
import { createMessagesWorker, type MessagesWorker } from './messages-worker.server.ts';

export const ADA = 'ada@example.com';
export const APP_URL = 'https://app.example';
export const seal = createSeal('a key for tests that is long enough to be one');

export interface MessagesInTest {
  db: Database;
  clock: ManualClock;
  smtp: SmtpInTest;
  worker: MessagesWorker;
  links: ReturnType<typeof createMailLinks>;
  /** a worker as after a restart, on a database of its choice */
  restart(db: Database, transport?: MailTransport, holder?: string): MessagesWorker;
  run(worker?: MessagesWorker): Promise<void>;
  /** @param template a designed one; left out: the built-in mail */
  queue(contact: string, checkout: string, key?: string, template?: string): Promise<void>;
  consent(email: string, state: string, at?: number): Promise<void>;
  messages(): Promise<{ id: string; state: string; reason: string | null; attempts: number; due_at: number }[]>;
  close(): Promise<void>;
}

export async function startMessages(test: TestDatabase, manner: Manner = 'accept'): Promise<MessagesInTest> {
  const { db } = test;
  const clock = new ManualClock(START);
  const smtp = await startSmtp(manner);
  const transport = createSmtpTransport({ url: smtp.url, timeoutMs: 250 });
  const links = createMailLinks({ seal, appUrl: APP_URL });
  const restart = (on: Database, over: MailTransport = transport, holder?: string) =>
    createMessagesWorker({
      db: on,
      clock,
      log: silentLog,
      seal,
      links,
      transport: over,
      mailFrom: 'mail@sandmill.example',
      ...(holder && { holder }),
    });
  const worker = restart(db);
  await givenShop(db);
  const journeys = createJourneysService({ db, clock });
  await journeys.applySettings(SHOP, settingsSchema.parse({}));
  await journeys.setOn(SHOP, RECOVERY, true);

  const consent = (email: string, state: string, at = START) =>
    db.write(async (trx) => {
      await trx
        .insertInto('consent')
        .values({
          shop: SHOP,
          id: `consent:test:${email}:${state}:${at}`,
          identity: `email:${email}`,
          channel: 'email',
          state,
          source: 'checkout',
          at,
        })
        .execute();
    });
  await givenContact(db, 'ada', ADA);
  await consent(ADA, 'subscribed');
  await givenCheckout(db, 'c1', { email: ADA, locale: 'it-IT' });

  return {
    db,
    clock,
    smtp,
    worker,
    links,
    restart,
    consent,
    async run(which = worker) {
      for (let again = await which.run(SHOP); again !== null && again <= clock.now(); again = await which.run(SHOP));
      await which.settled();
    },
    queue: (contact, checkout, key = `j:${contact}-${checkout}:mail:4`, template: string = BUILT_IN_RECOVERY) =>
      db.write((trx) =>
        sendAction.run(
          trx,
          SHOP,
          [
            {
              dedupeKey: key,
              contact,
              enrolment: `${contact}-${checkout}`,
              journey: RECOVERY,
              subject: checkout,
              params: { channel: 'email', template, purpose: 'marketing' },
            },
          ],
          clock.now(),
        ),
      ),
    messages: () =>
      db.read.selectFrom('message').select(['id', 'state', 'reason', 'attempts', 'due_at']).orderBy('id').execute(),
    async close() {
      await transport.close();
      await smtp.close();
    },
  };
}
