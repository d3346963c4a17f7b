// A journey that writes by SMS, WhatsApp and push as well: from the checkout that was left to the far side of each channel.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { createDecideWorker } from '../../decide/journeys/decide-worker.server.ts';
import { RECOVERY } from '../../decide/journeys/recovery-recipe.ts';
import { decodeReason } from '../../decide/journeys/reason.ts';
import {
  checkoutFact,
  givenCheckout,
  givenContact,
  givenFacts,
  givenOrder,
  givenShop,
  SHOP,
  START,
} from '../../decide/journeys/rows-in-test.ts';
import { createJourneysService } from '../../decide/journeys/service.server.ts';
import type { Channel } from '../../listen/facts/fact.ts';
import { DAY, HOUR, ManualClock, MINUTE } from '../../platform/clock/clock.ts';
import { createSeal } from '../../platform/crypto/seal.ts';
import { silentLog } from '../../platform/log/log.ts';
import type { Mail } from '../../platform/mail/mail.ts';
import { browserInTest } from '../../platform/push/browser-in-test.ts';
import { createWebPush } from '../../platform/push/web-push.server.ts';
import { startTwin, type Twin } from '../../platform/submit/twin-in-test.ts';
import { createSettingsService, type SettingsChange } from '../../shop/settings/settings-service.server.ts';
import { createPushKeys } from '../push/keys.server.ts';
import { createPushSubscriptions } from '../push/service.server.ts';
import { offerSchema } from '../push/subscription.ts';
import { createMessagesWorker } from './delivery/messages-worker.server.ts';
import { journeysInTest } from './journeys-in-test.ts';
import { createMailLinks } from './links.ts';
import { BROWSER } from './reactions/browser-in-test.ts';
import { tellReason } from './reason-words.ts';
import { sendAction } from './send-action.server.ts';
import { blankShort, type ShortChannel, type ShortDocument } from './texts/short-document.ts';
import { createShortTemplates } from './texts/short-templates.server.ts';
import { createTextSendersService } from './texts/text-senders.server.ts';
import { createTextTransports } from './texts/text-transports.server.ts';
import { createMailTracking } from './tracking.server.ts';

const APP_URL = 'https://app.example';
const PHONES: Readonly<Record<string, string | null>> = {
  ada: '+393331111111',
  bob: '+393332222222',
  cleo: null,
  dan: '+393334444444',
  eve: '+393335555555',
};
const TEXT = 'Hi {{ contact.first_name }}! {{ cart.first_title }} is waiting: {{ cart.restore_url }}';
const seal = createSeal('a key for tests that is long enough to be one');
const links = createMailLinks({ seal, appUrl: APP_URL });

describe.each(DIALECTS)('a journey on other channels than mail [%s]', (dialect) => {
  let test: TestDatabase;
  let clock: ManualClock;
  let services: Twin;
  let mails: Mail[];

  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    clock = new ManualClock(START);
    mails = [];
    let sid = 0;
    services = await startTwin(() => ({ status: 201, body: JSON.stringify({ sid: `SM${++sid}` }) }));
    await givenShop(test.db);
    for (const [id, phone] of Object.entries(PHONES)) {
      await givenContact(test.db, id, `${id}@example.com`);
      await test.db.write((trx) => trx.updateTable('contact').set({ phone }).where('id', '=', id).execute());
      await says(id, 'email', 'subscribed');
    }
    await addSender('sms');
  });
  afterEach(async () => {
    await services.close();
    await test.dispose();
  });

  const says = (id: string, channel: Channel, state: string, identity = `email:${id}@example.com`) =>
    test.db.write(async (trx) => {
      const evidence = JSON.stringify({ phone: PHONES[id] ?? '' });
      const at = clock.now();
      await trx
        .insertInto('consent')
        .values({
          shop: SHOP,
          id: `${channel}:${id}:${state}:${at}`,
          identity,
          channel,
          state,
          source: 'form',
          at,
          evidence,
        })
        .execute();
    });
  async function addSender(channel: 'sms' | 'whatsapp') {
    const config = { accountSid: `AC${'0'.repeat(32)}`, from: '+15005550006' };
    const draft = { name: channel, channel, provider: 'twilio' as const, config, secrets: { authToken: 'a-token' } };
    const saved = await createTextSendersService({ db: test.db, clock, seal }).save(SHOP, null, {
      ...draft,
      perSecond: null,
      perHour: null,
    });
    expect(saved.ok).toBe(true);
  }
  async function template(channel: ShortChannel, of: Partial<ShortDocument> = {}) {
    const shorts = createShortTemplates({ db: test.db, clock });
    const id = await shorts.create(
      SHOP,
      { name: 'Your cart', channel, locale: 'en' },
      { ...blankShort('en'), text: TEXT, ...of },
    );
    expect(await shorts.publish(SHOP, id, null)).toMatchObject({ kind: 'published' });
    return id;
  }
  /** a reminder three hours after the mail */
  async function remind(channel: ShortChannel, id: string, more: SettingsChange = {}) {
    const reminder = { on: true, channel, template: id, delayMinutes: 180 };
    const settings = createSettingsService({ db: test.db });
    const saved = await settings.update(SHOP, { ...more, recovery: { reminder } });
    if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
    const journeys = createJourneysService({ db: test.db, clock });
    await journeys.applySettings(SHOP, saved.settings);
    await journeys.setOn(SHOP, RECOVERY, true);
  }
  async function abandon(id: string, token = `cart-${id}`) {
    const email = `${id}@example.com`;
    await givenCheckout(test.db, token, { email, at: clock.now() });
    await givenFacts(test.db, [{ ...checkoutFact(token, email, clock.now()), contact: id }]);
  }

  async function work() {
    const { db } = test;
    const decide = createDecideWorker({ db, clock, learns: new Set() });
    const journeys = journeysInTest({ db, clock, seal });
    const messages = createMessagesWorker({
      db,
      clock,
      log: silentLog,
      seal,
      links,
      transport: {
        submit: async (mail) => {
          mails.push(mail);
          return { kind: 'submitted', providerId: null };
        },
        close: async () => {},
      },
      carriers: {
        text: createTextTransports({ seal, appUrl: APP_URL, apiOrigin: services.origin, timeoutMs: 2000 }),
        push: createWebPush({ clock, timeoutMs: 2000, standIn: services.origin }),
      },
    });
    for (let round = 0; round < 3; round++) {
      // what was heard is understood by then
      await db.write((trx) => trx.updateTable('fact').set({ progress: 2 }).where('progress', '=', 0).execute());
      await decide.run(SHOP);
      for (let due = await journeys.run(SHOP); due !== null && due <= clock.now();) due = await journeys.run(SHOP);
      for (let due = await messages.run(SHOP); due !== null && due <= clock.now();) due = await messages.run(SHOP);
      await messages.settled();
    }
  }
  const after = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await work();
  };
  /** to the mail, and on to the reminder */
  async function through() {
    await work();
    await after(HOUR);
    await after(3 * HOUR);
  }
  const texts = () => services.asked.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  const rows = async (channel: Channel) =>
    (
      await test.db.read
        .selectFrom('message')
        .selectAll()
        .where('channel', '=', channel)
        .orderBy('contact')
        .orderBy('created_at')
        .execute()
    ).map((row) => ({ ...row, code: decodeReason(row.reason)?.code }));

  it('sends the mail, then the SMS with the cart, to whoever agreed; its short link brings the cart back', async () => {
    await remind('sms', await template('sms'));
    await says('ada', 'sms', 'subscribed');
    for (const id of ['ada', 'bob', 'cleo']) await abandon(id);
    await through();
    expect(mails).toHaveLength(3);
    const [text, ...others] = texts();
    expect(others).toEqual([]);
    expect(text?.['To']).toBe(PHONES['ada']);
    const short = /https:\/\/app\.example\/s\/(\S{11})/.exec(text?.['Body'] ?? '')?.[1] ?? '';
    expect(text?.['Body']).toBe(
      `Hi Ada! Linen shirt is waiting: https://app.example/s/${short}\nReply STOP to opt out`,
    );
    const tracking = createMailTracking({ db: test.db, clock, seal, links });
    const url = new URL((await tracking.followShort(short, BROWSER)) ?? '');
    expect(url.host + url.pathname).toBe('corner.example/checkouts/cart-ada/recover');
    expect(url.searchParams.get('key')).toBe('secret');
    expect(url.searchParams.get('utm_medium')).toBe('sms');

    expect(await rows('sms')).toMatchObject([
      { contact: 'ada', state: 'submitted', code: 'subscribed', journey: RECOVERY, subject_id: 'cart-ada' },
    ]);
    const steps = await test.db.read
      .selectFrom('step')
      .innerJoin('enrolment', (join) =>
        join.onRef('enrolment.shop', '=', 'step.shop').onRef('enrolment.id', '=', 'step.enrolment'),
      )
      .select(['contact', 'step.reason'])
      .where('step.node', '=', 'not-bought')
      .orderBy('contact')
      .execute();
    expect(steps.map(({ reason }) => tellReason(reason, 'en', 'UTC'))).toEqual([
      'Not bought, and SMS are allowed.',
      'The contact has not agreed to SMS on the number she has now.',
      'The contact has no phone number.',
    ]);
    // nobody gets it again, however long the workers go on
    await after(DAY);
    expect(texts()).toHaveLength(1);
  });

  it('asks once more in the moment of leaving: consent, the order, the switch, the cart', async () => {
    await remind('sms', await template('sms'));
    for (const id of ['ada', 'bob', 'dan', 'eve']) {
      await queue(id, 'sms', await template('sms'));
      await says(id, 'sms', 'subscribed');
    }
    clock.advance(MINUTE);
    await says('ada', 'sms', 'unsubscribed');
    await givenOrder(test.db, 'o1', { checkout: 'q-bob', email: 'bob@example.com', at: clock.now() });
    await test.db.write((trx) =>
      trx.updateTable('checkout').set({ deleted_at: clock.now() }).where('token', '=', 'q-dan').execute(),
    );
    await work();
    expect((await rows('sms')).map(({ contact, state, code }) => [contact, state, code])).toEqual([
      ['ada', 'skipped', 'no_consent'],
      ['bob', 'skipped', 'bought'],
      ['dan', 'skipped', 'no_cart'],
      ['eve', 'submitted', 'subscribed'],
    ]);
    expect(tellReason((await rows('sms'))[0]?.reason ?? null, 'it', 'UTC')).toBe('Il contatto ha detto no agli SMS.');
    await queue('eve', 'sms', await template('sms'), 'later');
    await createJourneysService({ db: test.db, clock }).setOn(SHOP, RECOVERY, false);
    await work();
    expect((await rows('sms')).filter(({ subject_id: of }) => of === 'later')).toMatchObject([
      { code: 'switched_off' },
    ]);
    expect(texts()).toHaveLength(1);
  });

  const queue = async (contact: string, channel: Channel, of: string, token = `q-${contact}`) => {
    await givenCheckout(test.db, token, { email: `${contact}@example.com`, at: clock.now() });
    const wish = {
      dedupeKey: `j:${token}:reminder:8`,
      contact,
      enrolment: `e-${token}`,
      journey: RECOVERY,
      subject: token,
      params: { channel, template: of, purpose: 'marketing' as const },
    };
    await test.db.write((trx) => sendAction.run(trx, SHOP, [wish], clock.now()));
    // asked for again it is the same message
    await test.db.write((trx) => sendAction.run(trx, SHOP, [wish], clock.now()));
  };

  it('sends nothing that was made for another channel, or is not ready, or that nobody carries', async () => {
    await remind('sms', await template('sms'));
    const push = await template('push', { title: 'Your cart' });
    const draft = await createShortTemplates({ db: test.db, clock }).create(SHOP, {
      name: 'Draft',
      channel: 'sms',
      locale: 'en',
    });
    await says('ada', 'sms', 'subscribed');
    for (const [index, of] of [push, draft, 'none'].entries()) await queue('ada', 'sms', of, `wrong-${index}`);
    await queue('ada', 'whatsapp', await template('whatsapp'), 'uncarried');
    await work();
    expect((await rows('sms')).map(({ state, code }) => [state, code])).toEqual(
      Array.from({ length: 3 }, () => ['skipped', 'wrong_template']),
    );
    expect(await rows('whatsapp')).toMatchObject([{ state: 'skipped', code: 'no_sender' }]);
    expect(services.asked).toEqual([]);
  });

  it('waits for the end of quiet time, and is not sent at all where she bought meanwhile', async () => {
    // three hours after the mail it is 15:00 in Rome
    const quiet = { on: true, from: 14, to: 17, zone: 'shop' as const };
    await remind('sms', await template('sms'), { pace: { quiet } });
    for (const id of ['ada', 'bob']) {
      await says(id, 'sms', 'subscribed');
      await abandon(id);
    }
    await through();
    expect((await rows('sms')).map(({ state, code }) => [state, code])).toEqual([
      ['queued', 'later_quiet'],
      ['queued', 'later_quiet'],
    ]);
    await givenOrder(test.db, 'o1', { checkout: 'cart-bob', email: 'bob@example.com', at: clock.now() });
    await after(3 * HOUR);
    expect((await rows('sms')).map(({ contact, state, code }) => [contact, state, code])).toEqual([
      ['ada', 'submitted', 'subscribed'],
      ['bob', 'skipped', 'bought'],
    ]);
    expect(texts().map(({ To }) => To)).toEqual([PHONES['ada']]);
  });

  it('shows each of two carts of one person in the text about it', async () => {
    const id = await template('sms', { text: '{{ cart.restore_url }} {{ cart.first_title }}' });
    await says('ada', 'sms', 'subscribed');
    await remind('sms', id);
    await queue('ada', 'sms', id, 'one');
    await queue('ada', 'sms', id, 'two');
    await work();
    const kept = (await rows('sms')).map(({ subject_id: of, links: text }) => [of, text] as const);
    expect(kept).toHaveLength(2);
    for (const [of, text] of kept) expect(text).toContain(`/checkouts/${of}/recover`);
  });

  it('goes by WhatsApp with the template that WhatsApp approved, and leads back to the cart', async () => {
    await addSender('whatsapp');
    const approved = { name: `HX${'a'.repeat(32)}`, language: 'en', parameters: ['{{ cart.restore_url }}'] };
    await remind('whatsapp', await template('whatsapp', { approved }));
    await says('ada', 'whatsapp', 'subscribed');
    await abandon('ada');
    await through();
    const [text] = texts();
    expect(text?.['To']).toBe(`whatsapp:${PHONES['ada']}`);
    expect(text?.['ContentVariables']).toMatch(/https:\/\/app\.example\/s\/\S{11}/);
    expect((await rows('whatsapp'))[0]?.links).toContain('/checkouts/cart-ada/recover?key=secret');
  });

  it('goes to the browser that takes notifications, and leads back to the cart', async () => {
    await createPushKeys({ db: test.db, clock, seal }).publicKey(SHOP);
    const visitor = 'visitor-ada-0001';
    const browser = browserInTest();
    const offer = { ...browser.offer(`${services.origin}/send/ada`), visitor, page: '/', text: 'Turn on' };
    const subscriptions = createPushSubscriptions({
      db: test.db,
      clock,
      seal,
      onHeard: () => {},
      standIn: services.origin,
    });
    expect(await subscriptions.keep(SHOP, offerSchema.parse(offer), { customer: null, locale: 'en' })).toBe('kept');
    const device = `client:${visitor}`;
    await test.db.write((trx) =>
      trx
        .insertInto('identity')
        .values({ shop: SHOP, id: device, kind: 'client', contact: 'ada', created_at: START })
        .execute(),
    );
    const url = '{{ cart.restore_url }}';
    await remind('push', await template('push', { title: '{{ cart.first_title }}', text: 'Still yours.', url }));
    await says('ada', 'push', 'subscribed', device);
    await says('bob', 'push', 'subscribed', 'email:bob@example.com');
    for (const id of ['ada', 'bob']) await abandon(id);
    await through();
    expect(services.asked).toHaveLength(1);
    const note = browser.read(services.asked[0]!.bytes);
    expect(note).toMatchObject({ title: 'Linen shirt', body: 'Still yours.' });
    const tracking = createMailTracking({ db: test.db, clock, seal, links });
    const leadsTo = await tracking.follow(String(note['url']).split('/m/c/')[1] ?? '', BROWSER);
    expect(leadsTo).toContain('https://corner.example/checkouts/cart-ada/recover?key=secret');
    const [step] = await test.db.read
      .selectFrom('step')
      .select('reason')
      .where('node', '=', 'not-bought')
      .where('outcome', '=', 'no')
      .execute();
    expect(tellReason(step?.reason ?? null, 'en', 'UTC')).toBe('She has no browser left that takes notifications.');
  });
});
