// The wings together, as they are composed: facts in, a mail out, a click, an order, its credit.
import { contactPorts } from '../../contact-ports.server.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { createMailLinks } from '../../act/messages/links.ts';
import { APP_URL, seal } from '../../act/messages/delivery/messages-in-test.ts';
import { createMessagesWorker } from '../../act/messages/delivery/messages-worker.server.ts';
import { createMayReach } from '../../act/messages/may-reach.server.ts';
import { sendAction } from '../../act/messages/send-action.server.ts';
import { BROWSER } from '../../act/messages/reactions/browser-in-test.ts';
import { createReactionsWorker } from '../../act/messages/reactions/reactions-worker.server.ts';
import { createMailTracking } from '../../act/messages/tracking.server.ts';
import { createDecideWorker, DECIDE_KINDS } from '../../decide/journeys/decide-worker.server.ts';
import { createJourneysWorker } from '../../decide/journeys/journeys-worker.server.ts';
import { RECOVERY } from '../../decide/journeys/recovery-recipe.ts';
import {
  checkoutFact,
  givenCheckout,
  givenOrder,
  givenShop,
  orderFact,
  SHOP,
  START,
} from '../../decide/journeys/rows-in-test.ts';
import { createJourneysService } from '../../decide/journeys/service.server.ts';
import type { NewFact } from '../../listen/facts/fact.ts';
import { insertFacts } from '../../listen/facts/store.server.ts';
import { HOUR, ManualClock, MINUTE } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { type SmtpInTest, startSmtp } from '../../platform/mail/smtp-in-test.ts';
import { createSmtpTransport } from '../../platform/mail/smtp.server.ts';
import { createRunner, type ProcessRunner } from '../../platform/work/runner.server.ts';
import { settingsSchema } from '../../shop/settings/settings.ts';
import { holdingAmong } from '../../understand/conditions/holding.server.ts';
import { createUnderstandWorker } from '../../understand/contacts/worker.server.ts';
import { createLearnWorker, LEARN_KINDS } from '../credit/learn-worker.server.ts';
import { createReportsService } from './service.server.ts';

const ADA = 'ada@example.com';
const WAY_OF_THE_DATA = { understand: ['decide'], decide: ['learn', 'journeys'], journeys: ['messages'] };

describe.each(DIALECTS)('the loop [%s]', (dialect) => {
  let test: TestDatabase;
  let smtp: SmtpInTest;
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    await smtp.close();
    await test.dispose();
  });

  async function start() {
    test = await createTestDatabase(dialect);
    smtp = await startSmtp();
    const { db } = test;
    const clock = new ManualClock(START);
    const links = createMailLinks({ seal, appUrl: APP_URL });
    const transport = createSmtpTransport({ url: smtp.url });
    closing.push(() => transport.close());
    const holder: { runner?: ProcessRunner } = {};
    const messages = createMessagesWorker({
      db,
      clock,
      log: silentLog,
      seal,
      links,
      transport,
      wake: (kind, shop, at) => holder.runner?.wake(kind, shop, at),
    });
    const runner = createRunner({
      clock,
      log: silentLog,
      workers: [
        createUnderstandWorker({
          db,
          clock,
          log: silentLog,
          wanted: new Set([...DECIDE_KINDS, ...LEARN_KINDS]),
          ports: contactPorts,
        }),
        createDecideWorker({ db, clock, learns: LEARN_KINDS }),
        createJourneysWorker({
          db,
          clock,
          log: silentLog,
          ports: {
            mayReach: createMayReach(seal),
            conditionHolds: holdingAmong,
            actions: { run: (trx, shop, _name, requests, now) => sendAction.run(trx, shop, requests, now) },
          },
        }),
        messages,
        createReactionsWorker({ db, clock, wake: (kind, shop, at) => holder.runner?.wake(kind, shop, at) }),
        createLearnWorker({ db, clock }),
      ],

      wakes: WAY_OF_THE_DATA,
    });
    holder.runner = runner;
    await givenShop(db);
    const journeys = createJourneysService({ db, clock });
    await journeys.applySettings(SHOP, settingsSchema.parse({}));
    await journeys.setOn(SHOP, RECOVERY, true);
    const drain = async () => {
      // what is on the wire comes back as facts
      for (let round = 0; round < 3; round++) {
        await runner.drain();
        await messages.settled();
      }
    };
    return {
      db,
      clock,
      drain,
      links,
      tracking: createMailTracking({ db, clock, seal, links }),
      reports: createReportsService({ db, clock }),
      hear: async (...facts: NewFact[]) => {
        await db.write((trx) => insertFacts(trx, SHOP, facts, clock.now()));
        await drain();
      },
      credits: () => db.read.selectFrom('credit').selectAll().execute(),
    };
  }

  const consent = (state: 'subscribed' | 'unsubscribed', at = START): NewFact => ({
    id: `consent:checkout:email:${ADA}:${at}`,
    kind: 'consent.changed',
    occurredAt: at,
    identity: `email:${ADA}`,
    verified: true,
    data: { consent: { channel: 'email', state, source: 'checkout' } },
  });

  const abandon = async (rig: Awaited<ReturnType<typeof start>>) => {
    await givenCheckout(rig.db, 'c1', { email: ADA });
    await rig.hear(consent('subscribed'), checkoutFact('c1', ADA));
    rig.clock.advance(HOUR);
    await rig.drain();
    const message = await rig.db.read.selectFrom('message').selectAll().executeTakeFirstOrThrow();
    return message;
  };
  const tokenOf = (url: string) => url.split('/').at(-1) ?? '';

  it('goes round: abandoned, mailed, clicked, bought, credited', async () => {
    const rig = await start();
    const message = await abandon(rig);
    expect(message).toMatchObject({ state: 'submitted', address: ADA });
    expect(smtp.arrived).toHaveLength(1);
    rig.clock.advance(MINUTE);
    await rig.tracking.follow(tokenOf(rig.links.click({ shop: SHOP, message: message.id, link: 0 })), BROWSER);
    rig.clock.advance(MINUTE);
    await rig.drain();
    await givenOrder(rig.db, 'o1', { checkout: 'c1', email: ADA, at: rig.clock.now() });
    await rig.hear(orderFact('o1', ADA, rig.clock.now(), 'c1'));
    expect(await rig.credits()).toMatchObject([{ order_id: 'o1', message: message.id, amount: 12_300 }]);
    expect(await rig.db.read.selectFrom('enrolment').select('state').execute()).toEqual([{ state: 'exited' }]);
    const open = await rig.db.read.selectFrom('fact').select('id').where('progress', '<', 3).execute();
    expect(open).toEqual([]);
    expect(await rig.reports.recovered(SHOP, 30)).toMatchObject({ carts: 1, amount: 12_300 });
  });

  it('a customer and an address that turn out to be one person share click and order', async () => {
    const rig = await start();
    const message = await abandon(rig);
    rig.clock.advance(MINUTE);
    await rig.tracking.follow(tokenOf(rig.links.click({ shop: SHOP, message: message.id, link: 0 })), BROWSER);
    rig.clock.advance(MINUTE);
    await rig.drain();
    const at = rig.clock.now();
    await givenOrder(rig.db, 'o1', { at });
    await rig.db.write((trx) => trx.updateTable('orders').set({ identity: 'customer:7' }).execute());
    await rig.hear({ ...orderFact('o1', ADA, at), identity: 'customer:7' });
    expect(await rig.credits()).toEqual([]);
    await rig.hear({
      id: 'customer:7:created',
      kind: 'customer.created',
      occurredAt: at,
      identity: 'customer:7',
      verified: true,
      data: { also: [`email:${ADA}`] },
    });
    expect(await rig.credits()).toMatchObject([{ order_id: 'o1', message: message.id }]);
    const [contact] = await rig.db.read.selectFrom('contact').select('id').execute();
    expect(await rig.credits()).toMatchObject([{ contact: contact?.id }]);
  });

  it('unsubscribing by the link ends all mail, also for what is already on its way', async () => {
    const rig = await start();
    const message = await abandon(rig);
    await givenCheckout(rig.db, 'c2', { email: ADA, at: rig.clock.now() });
    await rig.hear(checkoutFact('c2', ADA, rig.clock.now()));
    const html = message.body_html ?? '';
    await rig.tracking.setSubscribed(/\/m\/u\/([\w.-]+)/.exec(html)?.[1] ?? '', false);
    rig.clock.advance(HOUR);
    await rig.drain();
    expect(smtp.arrived).toHaveLength(1);
    const contact = await rig.db.read.selectFrom('contact').select('email_consent').executeTakeFirstOrThrow();
    expect(contact.email_consent).toBe('unsubscribed');
    const last = await rig.db.read.selectFrom('step').select('reason').orderBy('at', 'desc').execute();
    expect(last.map((step) => step.reason).join(' ')).toContain('no_consent');
  });
});
