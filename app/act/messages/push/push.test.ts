// Web push from the button to the browser: by the pipeline, over HTTP, to a push service that keeps what it is told.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../test/databases.ts';
import { createCampaignsWorker } from '../../../decide/campaigns/campaigns-worker.server.ts';
import { givenSegment, planFor } from '../../../decide/campaigns/rows-in-test.ts';
import { createReckonAudience } from '../../../decide/campaigns/reckon.server.ts';
import { createCampaignsService } from '../../../decide/campaigns/service.server.ts';
import { decodeReason } from '../../../decide/journeys/reason.ts';
import { SHOP, givenShop } from '../../../decide/journeys/rows-in-test.ts';
import { identity, type NewFact } from '../../../listen/facts/fact.ts';
import { insertFacts } from '../../../listen/facts/store.server.ts';
import { HOUR, ManualClock, MINUTE } from '../../../platform/clock/clock.ts';
import { createSeal } from '../../../platform/crypto/seal.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { type BrowserInTest, browserInTest } from '../../../platform/push/browser-in-test.ts';
import { createWebPush } from '../../../platform/push/web-push.server.ts';
import { startTwin, type Twin } from '../../../platform/submit/twin-in-test.ts';
import { findPerson, understandKeeper } from '../../../understand/contacts/person-keeper.server.ts';
import { understandAll } from '../../../understand/testing/understand-all.ts';
import { createPushKeys } from '../../push/keys.server.ts';
import { pushKeeper } from '../../push/person-keeper.server.ts';
import { createPushSubscriptions } from '../../push/service.server.ts';
import { offerSchema } from '../../push/subscription.ts';
import { campaignMessages } from '../campaign-messages.server.ts';
import { campaignTemplates } from '../campaign-templates.server.ts';
import { createMessagesWorker } from '../delivery/messages-worker.server.ts';
import { createMailLinks } from '../links.ts';
import { settleReactions } from '../reactions/settle.server.ts';
import { createMailTracking } from '../tracking.server.ts';

const NOW = Date.parse('2026-11-02T10:00:00Z');
const seal = createSeal('a key for tests that is long enough to be one');
const ANN = { visitor: 'visitor-ann-0001', customer: '1' };

describe.each(DIALECTS)('web push [%s]', (dialect) => {
  let test: TestDatabase;
  let twin: Twin;
  let clock: ManualClock;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    twin = await startTwin({ status: 201, body: '' });
    clock = new ManualClock(NOW);
    await givenShop(test.db);
    await createPushKeys({ db: test.db, clock, seal }).publicKey(SHOP);
    const document = { version: 1, locale: 'en', title: 'Hello {{ contact.first_name | default: "you" }}' };
    const short = { ...document, text: 'Spring is here.', url: 'https://corner.example/collections/spring?a=1' };
    await test.db.write(async (trx) => {
      const at = { created_at: NOW, updated_at: NOW };
      await trx
        .insertInto('template')
        .values({ shop: SHOP, id: 't', name: 'Spring', channel: 'push', draft: '{}', version: 1, ...at })
        .execute();
      await trx
        .insertInto('template_version')
        .values({
          shop: SHOP,
          template: 't',
          version: 1,
          document: JSON.stringify(short),
          brand: '{}',
          subject: '',
          html: '',
          text: '',
          created_at: NOW,
        })
        .execute();
    });
  });
  afterEach(async () => {
    await twin.close();
    await test.dispose();
  });

  const links = createMailLinks({ seal, appUrl: 'https://app.example' });
  const subscriptions = () =>
    createPushSubscriptions({ db: test.db, clock, seal, onHeard: () => {}, standIn: twin.origin });
  const understand = () => understandAll(test.db, clock, SHOP);
  /** She presses the button in a browser of hers. */
  async function press(
    name: string,
    { visitor, customer = null }: { visitor?: string; customer?: string | null } = {},
    browser: BrowserInTest = browserInTest(),
  ): Promise<BrowserInTest> {
    const offer = { ...browser.offer(`${twin.origin}/send/${name}`), visitor, page: '/', text: 'Turn on' };
    expect(await subscriptions().keep(SHOP, offerSchema.parse(offer), { customer, locale: 'en' })).toBe('kept');
    await understand();
    clock.advance(MINUTE);
    return browser;
  }
  const hear = async (...facts: NewFact[]) => {
    await test.db.write((trx) => insertFacts(trx, SHOP, facts, clock.now()));
    await understand();
  };
  const contacts = async () =>
    (await test.db.read.selectFrom('contact').select('id').where('shop', '=', SHOP).orderBy('id').execute()).map(
      ({ id }) => id,
    );
  const browsers = async () =>
    await test.db.read.selectFrom('push_subscription').selectAll().orderBy('created_at').execute();
  const messages = async () =>
    (
      await test.db.read
        .selectFrom('message')
        .select(['state', 'reason', 'attempts', 'address', 'links', 'id'])
        .where('shop', '=', SHOP)
        .execute()
    ).map(({ reason, ...row }) => ({ ...row, code: decodeReason(reason)?.code }));

  /** A campaign to everybody, as far as the queue. */
  async function begin(name = 'Spring sale') {
    const { db } = test;
    const segment = `all ${name}`;
    await givenSegment(db, segment, await contacts());
    const service = createCampaignsService({
      db,
      clock,
      wake: () => {},
      messages: campaignMessages,
      templates: campaignTemplates,
    });
    const plan = planFor({ include: [segment] });
    const id = await service.create(SHOP, { name, channel: 'push', plan });
    expect(await service.send(SHOP, id, 'user:1')).toMatchObject({ ok: true });
    clock.advance(MINUTE);
    const worker = createCampaignsWorker({ db, clock, messages: campaignMessages, wake: () => {} });
    for (let again = await worker.run(SHOP); again !== null && again <= clock.now();) again = await worker.run(SHOP);
    return plan;
  }
  async function deliver() {
    const { db } = test;
    const worker = createMessagesWorker({
      db,
      clock,
      log: silentLog,
      seal,
      links,
      transport: { submit: () => Promise.reject(new Error('no mail here')), close: async () => {} },
      carriers: { push: createWebPush({ clock, timeoutMs: 300, standIn: twin.origin }) },
    });
    for (let again = await worker.run(SHOP); again !== null && again <= clock.now(); again = await worker.run(SHOP));
    await worker.settled();
  }
  const reached = () => twin.asked.map(({ path }) => path.replace('/send/', ''));

  it('reaches whom nobody knows by name, in her newest browser, and hears that she came', async () => {
    await press('phone', { visitor: ANN.visitor });
    const laptop = await press('laptop', { visitor: ANN.visitor });
    const [ann, ...others] = await contacts();
    expect(others).toEqual([]);
    await begin();
    await deliver();
    expect(reached()).toEqual(['laptop']);
    const note = laptop.read(twin.asked[0]!.bytes);
    expect(note).toMatchObject({ title: 'Hello you', body: 'Spring is here.', lang: 'en' });
    const [message] = await messages();
    expect(message).toMatchObject({ state: 'submitted', code: 'subscribed', attempts: 1 });
    expect((await browsers()).map((row) => row.last_submitted_at)).toEqual([null, expect.any(Number)]);

    // the click: our own signed link, with the tags of push behind what was there
    const tracking = createMailTracking({ db: test.db, clock, seal, links });
    clock.advance(HOUR);
    const visit = { method: 'GET', agent: 'Mozilla/5.0 (X11; Linux x64) Firefox/140.0', caller: '203.0.113.7' };
    const leadsTo = await tracking.follow(String(note['url']).split('/m/c/')[1] ?? '', { ...visit } as never);
    expect(leadsTo).toMatch(
      /^https:\/\/corner\.example\/collections\/spring\?a=1&utm_source=sandmill&utm_medium=push&utm_campaign=spring-sale/,
    );
    clock.advance(HOUR);
    await settleReactions(test.db, SHOP, clock.now());
    await understand();
    const facts = await test.db.read
      .selectFrom('fact')
      .select(['kind', 'contact', 'data'])
      .where('kind', 'like', 'message.%')
      .orderBy('kind')
      .execute();
    expect(facts.map(({ kind, contact }) => [kind, contact])).toEqual([
      ['message.clicked', ann],
      ['message.submitted', ann],
    ]);
    for (const { data } of facts) expect(JSON.parse(data)).toMatchObject({ channel: 'push' });
  });

  it('goes on to the next browser only where the first is gone for certain, and then says that none is left', async () => {
    await press('old', ANN);
    await press('new', ANN);
    twin.manner = ({ path }) => ({ status: path.endsWith('/new') ? 410 : 201, body: '' });
    await begin();
    await deliver();
    expect(await messages()).toMatchObject([{ state: 'queued', code: 'refused', attempts: 1 }]);
    clock.advance(HOUR);
    await deliver();
    expect(reached()).toEqual(['new', 'old']);
    expect(await messages()).toMatchObject([{ state: 'submitted', attempts: 2 }]);
    expect((await browsers()).map(({ gone_why: why }) => why)).toEqual([null, 'expired']);

    // a push service that does not say what became of it is not asked again, nor is another
    await press('third', ANN);
    twin.manner = 'silent';
    await begin('Summer');
    await deliver();
    twin.manner = { status: 404, body: '' };
    clock.advance(24 * HOUR);
    await deliver();
    expect(reached()).toEqual(['new', 'old', 'third']);
    expect((await messages()).map(({ state }) => state).toSorted()).toEqual(['submitted', 'unknown']);

    await begin('Autumn');
    for (let again = 0; again < 4; again++) {
      await deliver();
      clock.advance(24 * HOUR);
    }
    expect(reached()).toEqual(['new', 'old', 'third', 'third', 'old']);
    expect((await messages()).filter(({ state }) => state === 'skipped')).toMatchObject([{ code: 'no_browser' }]);
    const reckon = createReckonAudience({ db: test.db, budgetMs: 10_000 });
    expect(await reckon(SHOP, planFor({ include: ['all Autumn'] }), 'push')).toMatchObject({
      treated: 0,
      leftOut: [{ reason: 'no_browser', count: 1 }],
    });
  });

  it('stays where she said no since the audience stood, and leaves out who never said yes', async () => {
    await press('a', ANN);
    await press('b');
    await hear({
      id: 'pixel:1',
      kind: 'page.viewed',
      occurredAt: clock.now(),
      identity: identity('client', 'visitor-never-01'),
      verified: false,
    });
    const plan = await begin();
    const reckon = createReckonAudience({ db: test.db, budgetMs: 10_000 });
    expect(await reckon(SHOP, plan, 'push')).toMatchObject({
      treated: 2,
      leftOut: [{ reason: 'never_subscribed', count: 1 }],
    });
    await subscriptions().leave(SHOP, { endpoint: `${twin.origin}/send/b`, page: '/', text: 'Turn off' });
    await subscriptions().leave(SHOP, { endpoint: `${twin.origin}/send/nobodys`, page: '/', text: '' });
    await understand();
    await deliver();
    expect(reached()).toEqual(['a']);
    expect((await messages()).filter(({ state }) => state === 'skipped')).toMatchObject([{ code: 'no_consent' }]);
    const log = await test.db.read
      .selectFrom('consent')
      .select(['identity', 'state', 'source', 'evidence'])
      .where('channel', '=', 'push')
      .orderBy('at')
      .execute();
    expect(log.map(({ state, source }) => `${state} ${source}`)).toEqual([
      'subscribed form',
      'subscribed form',
      'unsubscribed form',
    ]);
    expect(log[0]?.identity).toBe('customer:1');
    expect(log[1]?.identity).toMatch(/^client:push-/);
    expect(JSON.parse(log[0]?.evidence ?? '')).toMatchObject({ page: '/', text: 'Turn on' });
    // who comes back is let in again
    await press('b');
    expect((await browsers()).map(({ gone_at: at }) => at)).toEqual([null, null]);
  });

  it('follows the device: to whoever turns out to hold it, and with her when she is told and forgotten', async () => {
    const device = identity('client', ANN.visitor);
    await press('a', { visitor: ANN.visitor });
    const recognised = (customer: string): NewFact => ({
      id: `proxy:${customer}`,
      kind: 'contact.recognised',
      occurredAt: clock.now(),
      identity: identity('customer', customer),
      verified: true,
      data: { also: [device] },
    });
    await hear(recognised('1'));
    const state = () =>
      test.db.read
        .selectFrom('contact_consent')
        .innerJoin('identity', (join) =>
          join
            .onRef('identity.shop', '=', 'contact_consent.shop')
            .onRef('identity.contact', '=', 'contact_consent.contact'),
        )
        .select(['identity.id', 'state'])
        .where('channel', '=', 'push')
        .where('kind', '=', 'customer')
        .execute();
    expect(await state()).toEqual([{ id: 'customer:1', state: 'subscribed' }]);
    await begin();
    await deliver();
    expect(reached()).toEqual(['a']);

    const named = { customer: '1', email: null, phone: null, orders: [] };
    const person = await findPerson(test.db.read, SHOP, named);
    const told = await pushKeeper.collect(test.db.read, SHOP, person);
    expect(told['pushSubscriptions']).toMatchObject([{ identity: device, gone_why: null }]);
    expect(JSON.stringify(told)).not.toContain(twin.origin);
    expect((await understandKeeper.collect(test.db.read, SHOP, person))['consent']).toHaveLength(1);

    clock.advance(HOUR);
    await hear(recognised('2'));
    expect(await state()).toEqual([{ id: 'customer:2', state: 'subscribed' }]);
    const other = await findPerson(test.db.read, SHOP, named);
    const [sweep] = pushKeeper.sweeps ?? [];
    expect((await sweep?.find(test.db.read, SHOP, other, null))?.ids).toEqual([]);
    const holder = await findPerson(test.db.read, SHOP, { ...named, customer: '2' });
    const found = await sweep?.find(test.db.read, SHOP, holder, null);
    await test.db.write(async (trx) => sweep?.erase(trx, SHOP, found?.ids ?? []));
    expect(await browsers()).toEqual([]);
  });

  it('keeps a browser that changes its address by itself, asks it nothing, and lets in no address that is none', async () => {
    const browser = await press('a', { visitor: ANN.visitor });
    const changed = (to: string, replaces: string) =>
      offerSchema.parse({ ...browser.offer(`${twin.origin}/send/${to}`), replaces: `${twin.origin}/send/${replaces}` });
    const asker = { customer: null, locale: 'en' };
    await subscriptions().keep(SHOP, changed('b', 'a'), asker);
    await subscriptions().keep(SHOP, changed('c', 'unheard-of'), asker);
    expect((await browsers()).map(({ gone_why: why, identity: of }) => [why, of])).toEqual([
      ['replaced', `client:${ANN.visitor}`],
      [null, `client:${ANN.visitor}`],
    ]);
    expect(await test.db.read.selectFrom('consent').select('id').execute()).toHaveLength(1);
    for (const endpoint of [
      'http://push.example/1',
      'https://10.0.0.1/1',
      'https://localhost/1',
      'https://a.b:8/1',
      'no',
    ])
      expect(await subscriptions().keep(SHOP, offerSchema.parse(browser.offer(endpoint)), asker), endpoint).toBe(
        'no push address',
      );
    expect(offerSchema.safeParse({ ...browser.offer('x'), keys: { p256dh: 'a', auth: 'b' } }).success).toBe(false);
    expect(JSON.stringify(await browsers())).not.toContain('/send/');
  });
});
