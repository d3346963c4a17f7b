import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../test/databases.ts';
import { givenShop, SHOP } from '../../../decide/journeys/rows-in-test.ts';
import { identity, type NewFact } from '../../../listen/facts/fact.ts';
import { insertFacts } from '../../../listen/facts/store.server.ts';
import { ManualClock, MINUTE } from '../../../platform/clock/clock.ts';
import { createSeal } from '../../../platform/crypto/seal.ts';
import { type BrowserInTest, browserInTest } from '../../../platform/push/browser-in-test.ts';
import { createWebPush } from '../../../platform/push/web-push.server.ts';
import { startTwin, type Twin } from '../../../platform/submit/twin-in-test.ts';
import { understandAll } from '../../../understand/testing/understand-all.ts';
import { createPushKeys } from '../../push/keys.server.ts';
import { createPushSubscriptions } from '../../push/service.server.ts';
import { offerSchema } from '../../push/subscription.ts';
import { shortDocumentSchema } from '../texts/short-document.ts';
import { createTestPushes } from './test-push.server.ts';

const NOW = Date.parse('2026-11-02T10:00:00Z');
const seal = createSeal('a key for tests that is long enough to be one');
const document = shortDocumentSchema.parse({ version: 1, locale: 'en', title: 'Hello', text: 'Spring is here.' });
const shown = { title: 'Hello Ann', text: 'Spring is here.', url: '', parameters: [] };

describe.each(DIALECTS)('a test of a push [%s]', (dialect) => {
  let test: TestDatabase;
  let twin: Twin;
  const clock = new ManualClock(NOW);
  let wait: number | null;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    twin = await startTwin({ status: 201, body: '' });
    wait = null;
    await givenShop(test.db);
    await createPushKeys({ db: test.db, clock, seal }).publicKey(SHOP);
  });
  afterEach(async () => {
    await twin.close();
    await test.dispose();
  });

  const subscriptions = () =>
    createPushSubscriptions({ db: test.db, clock, seal, onHeard: () => {}, standIn: twin.origin });
  const understand = () => understandAll(test.db, clock, SHOP);
  async function press(name: string): Promise<BrowserInTest> {
    const browser = browserInTest();
    const offer = { ...browser.offer(`${twin.origin}/send/${name}`), page: '/', text: 'Turn on' };
    await subscriptions().keep(SHOP, offerSchema.parse(offer), { customer: '1', locale: 'en' });
    await understand();
    clock.advance(MINUTE);
    return browser;
  }
  async function ann(): Promise<string> {
    const rows = await test.db.read
      .selectFrom('identity')
      .select('contact')
      .where('shop', '=', SHOP)
      .where('id', '=', 'customer:1')
      .execute();
    return rows[0]!.contact;
  }
  const send = (contact: string | null, shop = SHOP) =>
    createTestPushes({
      db: test.db,
      seal,
      push: createWebPush({ clock, timeoutMs: 500, standIn: twin.origin }),
      limit: async () => wait,
    })(shop, contact, { document, shown });

  it('reaches the newest browser of her who agreed, leads to the shop, and leaves nothing behind', async () => {
    await press('old');
    const browser = await press('new');
    expect(await send(await ann())).toEqual({ kind: 'submitted' });
    expect(twin.asked.map(({ path }) => path)).toEqual(['/send/new']);
    const { url } = await test.db.read
      .selectFrom('shop')
      .select('url')
      .where('shop', '=', SHOP)
      .executeTakeFirstOrThrow();
    expect(browser.read(twin.asked[0]!.bytes)).toMatchObject({
      title: 'Hello Ann',
      body: 'Spring is here.',
      url: url ?? `https://${SHOP}`,
    });
    expect(await test.db.read.selectFrom('message').select('id').execute()).toEqual([]);
  });

  it('writes to nobody who did not agree, who left, or who is of another shop', async () => {
    const fact: NewFact = {
      id: 'customer:1:created',
      kind: 'customer.created',
      occurredAt: NOW,
      identity: identity('customer', '1'),
      verified: true,
      data: {},
    };
    await test.db.write((trx) => insertFacts(trx, SHOP, [fact], clock.now()));
    await understand();
    expect(await send(await ann())).toEqual({ kind: 'no_consent' });
    await press('a');
    expect(await send(await ann(), 'another.myshopify.com')).toEqual({ kind: 'no_consent' });
    expect(await send('nobody')).toEqual({ kind: 'no_consent' });
    expect(await send(null)).toEqual({ kind: 'nobody' });
    await subscriptions().leave(SHOP, { endpoint: `${twin.origin}/send/a`, page: '/', text: 'Turn off' });
    await understand();
    expect(await send(await ann())).toEqual({ kind: 'no_consent' });
    expect(twin.asked).toEqual([]);
  });

  it('says what the push service said, and how long to wait', async () => {
    await press('a');
    twin.manner = { status: 410, body: 'gone' };
    expect(await send(await ann())).toEqual({ kind: 'no_browser' });
    twin.manner = { status: 413, body: 'too large' };
    expect(await send(await ann())).toMatchObject({ kind: 'refused', reason: expect.stringContaining('413') });
    twin.manner = 'cut-after-body';
    expect(await send(await ann())).toMatchObject({ kind: 'unknown' });
    wait = 61;
    expect(await send(await ann())).toEqual({ kind: 'too_many', minutes: 2 });
    expect(twin.asked).toHaveLength(3);
  });
});
