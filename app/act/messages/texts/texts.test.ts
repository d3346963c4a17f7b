// Texts from their campaign to the provider and back, on a twin of Twilio.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../test/databases.ts';
import { createCampaignsWorker } from '../../../decide/campaigns/campaigns-worker.server.ts';
import { givenSegment, planFor } from '../../../decide/campaigns/rows-in-test.ts';
import { createCampaignsService } from '../../../decide/campaigns/service.server.ts';
import { givenContact, givenShop, SHOP, START } from '../../../decide/journeys/rows-in-test.ts';
import { DAY, HOUR, ManualClock, MINUTE } from '../../../platform/clock/clock.ts';
import { createSeal } from '../../../platform/crypto/seal.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { startTwin, type Twin } from '../../../platform/submit/twin-in-test.ts';
import { twilioSignature } from '../../../platform/text/twilio-signature.ts';
import { createUnderstandWorker } from '../../../understand/contacts/worker.server.ts';
import { contactPorts } from '../../../contact-ports.server.ts';
import { campaignMessages } from '../campaign-messages.server.ts';
import { campaignTemplates } from '../campaign-templates.server.ts';
import { createMessagesWorker } from '../delivery/messages-worker.server.ts';
import { createMailEventsWorker } from '../events/events-worker.server.ts';
import { createMailLinks } from '../links.ts';
import { createSendersService } from '../senders/service.server.ts';
import { createMailTracking } from '../tracking.server.ts';
import { blankShort, type ShortDocument } from './short-document.ts';
import { createShortTemplates } from './short-templates.server.ts';
import { createTextEvents } from './text-events.server.ts';
import { createTextSendersService, type TextSenderDraft } from './text-senders.server.ts';
import { createTextTransports } from './text-transports.server.ts';
import { TWILIO } from './twilio-in-test.ts';

const APP_URL = 'https://app.example';
const PHONES = { ada: '+393331111111', bob: '+393332222222', cleo: '+393333333333', dan: null, eve: 'none' };
const seal = createSeal('a key for tests that is long enough to be one');

describe.each(DIALECTS)('texts [%s]', (dialect) => {
  let test: TestDatabase;
  let twin: Twin;
  let clock: ManualClock;
  let sender: string;
  const wake = () => {};

  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    clock = new ManualClock(START);
    let sid = 0;
    twin = await startTwin({ status: 201, body: '' });
    Object.defineProperty(twin, 'manner', {
      configurable: true,
      writable: true,
      value: {
        status: 201,
        get body() {
          return JSON.stringify({ sid: `SM${++sid}` });
        },
      },
    });
    await givenShop(test.db);
    for (const [id, phone] of Object.entries(PHONES)) {
      await givenContact(test.db, id, `${id}@example.com`);
      await givenPhone(id, phone);
      if (phone && id !== 'cleo') await consent(id, 'subscribed', START - DAY);
    }
    await givenSegment(test.db, 'all', Object.keys(PHONES));
    sender = await save(null, TWILIO);
  });
  afterEach(async () => {
    await twin.close();
    await test.dispose();
  });

  /** as Shopify tells it: what is folded anew keeps it */
  const givenPhone = (id: string, phone: string | null) =>
    test.db.write(async (trx) => {
      await trx.updateTable('contact').set({ phone }).where('id', '=', id).execute();
      const customer = { shop: SHOP, id, email: `${id}@example.com`, first_name: 'Ada', phone, updated_at: START };
      await trx.insertInto('customer').values(customer).execute();
      await trx
        .insertInto('identity')
        .values({ shop: SHOP, id: `customer:${id}`, kind: 'customer', contact: id, created_at: START + 1 })
        .execute();
    });

  const senders = () => createTextSendersService({ db: test.db, clock, seal });
  async function save(id: string | null, draft: TextSenderDraft): Promise<string> {
    const saved = await senders().save(SHOP, id, draft);
    if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
    return saved.id;
  }

  /** as the log and, derived from it, the contact's rows have it */
  async function consent(id: string, state: string, at: number, channel = 'sms') {
    const phone = PHONES[id as keyof typeof PHONES] ?? '';
    await test.db.write(async (trx) => {
      await trx
        .insertInto('consent')
        .values({
          shop: SHOP,
          id: `consent:${channel}:${id}:${at}`,
          identity: `email:${id}@example.com`,
          channel,
          state,
          source: 'checkout',
          at,
          evidence: JSON.stringify({ phone }),
        })
        .execute();
      await trx
        .insertInto('contact_consent')
        .values({ shop: SHOP, contact: id, channel, purpose: 'marketing', state, source: 'checkout', at })
        .execute();
    });
  }

  const links = createMailLinks({ seal, appUrl: APP_URL });
  const worker = (db = test.db) =>
    createMessagesWorker({
      db,
      clock,
      log: silentLog,
      seal,
      links,
      transport: { submit: async () => ({ kind: 'unknown', reason: 'no mail is sent here' }), close: async () => {} },
      carriers: { text: createTextTransports({ seal, appUrl: APP_URL, apiOrigin: twin.origin, timeoutMs: 2000 }) },
    });
  async function run(which = worker()) {
    for (let again = await which.run(SHOP); again !== null && again <= clock.now(); again = await which.run(SHOP));
    await which.settled();
  }

  async function queueCampaign(of: Partial<ShortDocument>, channel: 'sms' | 'whatsapp' = 'sms') {
    const shorts = createShortTemplates({ db: test.db, clock });
    const template = await shorts.create(
      SHOP,
      { name: 'Spring sale', channel, locale: 'en' },
      { ...blankShort('en'), ...of },
    );
    expect(await shorts.publish(SHOP, template, null)).toMatchObject({ kind: 'published', version: 1 });
    const campaigns = createCampaignsService({
      db: test.db,
      clock,
      wake,
      messages: campaignMessages,
      templates: campaignTemplates,
    });
    const plan = planFor({ include: ['all'], variants: [{ id: 'a', template }] });
    const id = await campaigns.create(SHOP, { name: 'Spring', plan, channel });
    expect(await campaigns.send(SHOP, id, 'user:1')).toMatchObject({ ok: true });
    clock.advance(MINUTE);
    const working = createCampaignsWorker({ db: test.db, clock, messages: campaignMessages });
    for (let slices = 0; slices < 4; slices++) await working.run(SHOP);
    return id;
  }

  const messages = async () => {
    const rows = await test.db.read
      .selectFrom('message')
      .select(['contact', 'state', 'reason', 'outcome', 'sender', 'id'])
      .orderBy('contact')
      .execute();
    return Object.fromEntries(rows.map(({ contact, ...row }) => [contact, row]));
  };
  const forms = () => twin.asked.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  const events = () => createTextEvents({ db: test.db, clock, seal, wake, appUrl: APP_URL });
  const tokenOf = async () =>
    (await test.db.read.selectFrom('sender').select('events_token').where('id', '=', sender).executeTakeFirstOrThrow())
      .events_token ?? '';

  /** as Twilio tells it, signed */
  async function told(form: Record<string, string>, { search = '', key = 'a-token' } = {}) {
    const token = await tokenOf();
    const body = new URLSearchParams(form);
    const signature = twilioSignature(key, `${APP_URL}/text-events/${token}${search}`, body);
    return events().hear({
      token,
      search,
      body: Buffer.from(body.toString()),
      header: (name) => (name === 'x-twilio-signature' ? signature : undefined),
    });
  }
  const answers = (from: string | null, text: string, sid = `IN${text}${clock.now()}`) =>
    told({ MessageSid: sid, SmsStatus: 'received', From: from ?? '', To: '+15005550006', Body: text });
  const understand = async () => {
    const understanding = createUnderstandWorker({
      db: test.db,
      clock,
      log: silentLog,
      wanted: new Set(),
      ports: contactPorts,
    });
    for (let again = await understanding.run(SHOP); again !== null && again <= clock.now();)
      again = await understanding.run(SHOP);
  };

  it('of a version that can be read no more hold up no other', async () => {
    const broken = await queueCampaign({ text: 'Half of everything' });
    await queueCampaign({ text: 'All of it' });
    await test.db.write((trx) =>
      trx
        .updateTable('template_version')
        .set({ document: '{' })
        .where('template', 'in', (eb) =>
          eb.selectFrom('message').select('template').where('campaign', '=', broken).distinct(),
        )
        .execute(),
    );
    await run();
    const rows = await test.db.read
      .selectFrom('message')
      .select(['campaign', 'state', 'reason'])
      .where('contact', 'in', ['ada', 'bob'])
      .execute();
    expect(rows).toHaveLength(4);
    for (const { campaign, state, reason } of rows) {
      if (campaign === broken) expect([state, reason]).toEqual(['skipped', expect.stringContaining('not_composed')]);
      else expect(state).toBe('submitted');
    }
  });

  it('reach whoever agreed and has a number, once, with short links and the way out; each other has a reason', async () => {
    const id = await queueCampaign({ text: 'Hi {{ contact.first_name }}! 20% off: https://corner.example/sale?a=1.' });
    const leftOut = await test.db.read
      .selectFrom('campaign_member')
      .select(['contact', 'reason'])
      .where('campaign', '=', id)
      .where('state', '=', 'left_out')
      .orderBy('contact')
      .execute();
    expect(leftOut).toEqual([
      { contact: 'cleo', reason: 'never_subscribed' },
      { contact: 'dan', reason: 'no_phone' },
    ]);
    await run();
    await run();
    expect(
      forms()
        .map(({ To }) => To)
        .toSorted(),
    ).toEqual([PHONES.ada, PHONES.bob]);
    const [form] = forms();
    const short = /https:\/\/app\.example\/s\/(\S{11})\./.exec(form?.['Body'] ?? '')?.[1] ?? '';
    expect(form?.['Body']).toBe(`Hi Ada! 20% off: https://app.example/s/${short}.\nReply STOP to opt out`);
    expect(await messages()).toMatchObject({
      ada: { state: 'submitted', sender },
      bob: { state: 'submitted', sender },
      eve: { state: 'skipped', reason: expect.stringContaining('bad_phone') as unknown },
    });
    // the short address leads where the long one did, with the shop's UTM
    const tracking = createMailTracking({ db: test.db, clock, seal, links });
    const visit = { method: 'GET', agent: 'Mozilla/5.0 (iPhone) Safari', purpose: '', caller: '1.2.3.4' };
    const url = new URL((await tracking.followShort(short, visit)) ?? '');
    expect(url.host + url.pathname).toBe('corner.example/sale');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ a: '1', utm_medium: 'sms', utm_campaign: 'spring' });
    const visitor = await tracking.readVisitorToken(url.searchParams.get('sandmill') ?? '', clock.now());
    expect(visitor?.identity).toMatch(/^email:(?:ada|bob)@example\.com$/);
    const another = short.at(-2) === 'x' ? 'y' : 'x';
    expect(await tracking.followShort(`${short.slice(0, -2)}${another}0`, visit)).toBeNull();
    // what happened stands on the timeline, by its channel
    const facts = await test.db.read.selectFrom('fact').select(['kind', 'data']).execute();
    expect(
      facts.filter(({ kind }) => kind === 'message.submitted').map(({ data }) => JSON.parse(data) as unknown),
    ).toEqual([
      expect.objectContaining({ channel: 'sms', title: expect.stringContaining('Hi Ada! 20% off: …') }),
      expect.objectContaining({ channel: 'sms', title: expect.not.stringContaining('/s/') }),
    ]);
  });

  it('leave nobody who answered STOP a moment before, and START brings back only who had subscribed', async () => {
    await queueCampaign({ text: 'Hello' });
    expect(await answers(PHONES.ada, 'Stop.')).toBe('kept');
    // nothing of it is understood yet: the list of numbers is enough
    await test.db.write((trx) => trx.updateTable('fact').set({ progress: 3 }).execute());
    await run();
    expect(await messages()).toMatchObject({
      ada: { state: 'skipped', reason: expect.stringMatching(/suppressed|no_consent/) as unknown },
      bob: { state: 'submitted' },
    });
    await test.db.write((trx) => trx.updateTable('fact').set({ progress: 0 }).execute());
    await understand();
    const states = async () =>
      test.db.read
        .selectFrom('consent')
        .select(['identity', 'state', 'source', 'evidence'])
        .where('source', '=', 'text')
        .orderBy('at')
        .execute();
    expect(await states()).toMatchObject([{ identity: 'email:ada@example.com', state: 'unsubscribed' }]);
    expect((await states())[0]?.evidence).toContain('Stop.');
    // the same told again changes nothing, and who never subscribed is not subscribed by a word
    clock.advance(HOUR);
    await answers(PHONES.cleo, 'START');
    await answers(PHONES.ada, 'START', 'IN-start');
    await answers(PHONES.ada, 'START', 'IN-start');
    await understand();
    expect((await states()).map(({ identity, state }) => [identity, state])).toEqual([
      ['email:ada@example.com', 'unsubscribed'],
      ['email:ada@example.com', 'subscribed'],
    ]);
    await queueCampaign({ text: 'Hello again' });
    await run();
    expect(forms().map(({ To }) => To)).toContain(PHONES.ada);
    expect(forms().map(({ To }) => To)).not.toContain(PHONES.cleo);
  });

  it('are heard of from their provider alone: delivered, refused for good, stopped there', async () => {
    await queueCampaign({ text: 'Hello' });
    await run();
    const { ada, bob } = await messages();
    const status = (message: string, of: Record<string, string>) =>
      told({ MessageSid: `SM-${message}`, ...of }, { search: `?m=${message}` });
    expect(await told({ MessageSid: 'SM1', MessageStatus: 'delivered' }, { key: 'another' })).toBe('unsigned');
    expect(await status(ada?.id ?? '', { MessageStatus: 'delivered' })).toBe('kept');
    expect(await status(bob?.id ?? '', { MessageStatus: 'failed', ErrorCode: '21610' })).toBe('kept');
    await createMailEventsWorker({ db: test.db, clock, seal }).run(SHOP);
    await understand();
    expect(await messages()).toMatchObject({ ada: { outcome: 'delivered' }, bob: { outcome: 'bounced' } });
    const said = await test.db.read.selectFrom('consent').selectAll().where('source', '=', 'provider').execute();
    expect(said).toMatchObject([{ identity: 'email:bob@example.com', channel: 'sms', state: 'unsubscribed' }]);
    const listed = await test.db.read.selectFrom('suppression').select(['reason', 'address']).execute();
    expect(listed.map(({ reason, address }) => [reason, seal.open(address ?? '')])).toEqual([
      ['unsubscribed', `sms:${PHONES.bob}`],
    ]);
    expect(await events().hear({ token: 'guessed', search: '', body: Buffer.from(''), header: () => '' })).toBe(
      'unknown',
    );
  });

  it('that may have left are not sent again, and those that were refused tell why', async () => {
    await queueCampaign({ text: 'Hello' });
    twin.manner = 'cut-after-body';
    await run();
    clock.advance(DAY);
    twin.manner = { status: 400, body: JSON.stringify({ code: 21_614, message: 'not a mobile number' }) };
    await run();
    expect(twin.asked).toHaveLength(2);
    expect(await messages()).toMatchObject({ ada: { state: 'unknown' }, bob: { state: 'unknown' } });
    await queueCampaign({ text: 'Hello again' });
    await run();
    const rows = await test.db.read.selectFrom('message').select(['state', 'outcome']).execute();
    expect(rows.filter(({ state }) => state === 'refused')).toEqual([
      { state: 'refused', outcome: 'bounced' },
      { state: 'refused', outcome: 'bounced' },
    ]);
    // a number that is none is not tried a third time
    const asked = twin.asked.length;
    await queueCampaign({ text: 'And again' });
    await run();
    expect(twin.asked).toHaveLength(asked);
  });

  it('rest with their sender, hold up no mail, and say so when nobody carries them any more', async () => {
    twin.manner = { status: 401, body: JSON.stringify({ code: 20_003, message: 'Authenticate' }) };
    await save(sender, { ...TWILIO, secrets: {}, perSecond: 1 });
    await queueCampaign({ text: 'Hello' });
    for (let minute = 0; minute < 8; minute++) {
      await run();
      clock.advance(MINUTE);
    }
    const row = await test.db.read.selectFrom('sender').selectAll().where('id', '=', sender).executeTakeFirstOrThrow();
    expect(row.rests).toBeGreaterThan(0);
    expect(await messages()).toMatchObject({ ada: { state: 'queued' }, bob: { state: 'queued' } });
    const mails = createSendersService({ db: test.db, clock, seal, wake });
    expect(await mails.setRemoved(SHOP, sender, true)).toBe(true);
    clock.advance(DAY);
    await run();
    expect(await messages()).toMatchObject({
      ada: { state: 'skipped', reason: expect.stringContaining('no_sender') as unknown },
      bob: { state: 'skipped' },
    });
  });

  it('by WhatsApp are what was approved, and a text of one’s own to whoever has just written', async () => {
    sender = await save(null, { ...TWILIO, channel: 'whatsapp' });
    for (const id of ['ada', 'bob', 'cleo']) await consent(id, 'subscribed', START - DAY, 'whatsapp');
    await told({ MessageSid: 'IN1', SmsStatus: 'received', From: `whatsapp:${PHONES.ada}`, Body: 'When do you open?' });
    await understand();
    const approved = { name: `HX${'1'.repeat(32)}`, language: 'en', parameters: ['{{ contact.first_name }}'] };
    await queueCampaign({ text: 'Hi {{ contact.first_name }}', approved }, 'whatsapp');
    await run();
    const byNumber = Object.fromEntries(forms().map((form) => [form['To'], form]));
    expect(byNumber[`whatsapp:${PHONES.ada}`]).toMatchObject({ Body: 'Hi Ada\nReply STOP to opt out' });
    expect(byNumber[`whatsapp:${PHONES.bob}`]).toMatchObject({
      ContentSid: approved.name,
      ContentVariables: '{"1":"Ada"}',
    });
    clock.advance(2 * DAY);
    twin.asked.length = 0;
    await queueCampaign({ text: 'Nobody approved this' }, 'whatsapp');
    await run();
    expect(twin.asked).toHaveLength(0);
    const reasons = await test.db.read.selectFrom('message').select('reason').where('state', '=', 'skipped').execute();
    expect(reasons.filter(({ reason }) => reason?.includes('window_closed'))).toHaveLength(3);
  });
});
