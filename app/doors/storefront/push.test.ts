import { beforeAll, afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { createPushKeys } from '../../act/push/keys.server.ts';
import { createPushSubscriptions } from '../../act/push/service.server.ts';
import { createShopViews } from '../../decide/blocks/shop-view.server.ts';
import { givenShop, SHOP, START } from '../../decide/journeys/rows-in-test.ts';
import { ManualClock, MINUTE } from '../../platform/clock/clock.ts';
import { createSeal } from '../../platform/crypto/seal.ts';
import { silentLog } from '../../platform/log/log.ts';
import { browserInTest } from '../../platform/push/browser-in-test.ts';
import { proxySignature } from './proxy-signature.ts';
import { pushDoor } from './push.ts';

const SECRET = 'hush';
const OTHER = 'other.myshopify.com';

describe.each(DIALECTS)('the door of web push [%s]', (dialect) => {
  let test: TestDatabase;
  let heard: string[] = [];
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    await givenShop(test.db);
    await givenShop(test.db, { shop: OTHER });
  });
  afterAll(() => test.dispose());
  beforeEach(() => void (heard = []));

  function open(limit: () => Promise<number | null> = async () => null) {
    const clock = new ManualClock(START);
    const seal = createSeal('a key for tests that is long enough to be one');
    const { db } = test;
    const door = pushDoor({
      secret: SECRET,
      clock,
      log: silentLog,
      shops: createShopViews({ db, clock }),
      subscriptions: createPushSubscriptions({ db, clock, seal, onHeard: (shop) => heard.push(shop) }),
      publicKey: createPushKeys({ db, clock, seal }).publicKey,
      limit,
    });
    return async (
      path: string,
      body?: unknown,
      { secret = SECRET, shop = SHOP, customer = '', at = START }: Record<string, string | number> = {},
    ) => {
      const values = new Map<string, string>([
        ['locale', 'it'],
        ['shop', String(shop)],
        ['logged_in_customer_id', String(customer)],
        ['path_prefix', '/apps/sandmill'],
        ['timestamp', String(Math.floor(Number(at) / 1000))],
      ]);
      const search = new URLSearchParams([...values, ['signature', proxySignature(values, String(secret))]]);
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return door.request(`/proxy/${path}?${search}`, body === undefined ? {} : { method: 'POST', body: text });
    };
  }
  const offer = (name: string) => ({
    ...browserInTest().offer(`https://push.example/send/${name}`),
    visitor: `visitor-${name}`,
    page: '/',
    text: 'Turn on',
  });
  const rows = (shop = SHOP) =>
    test.db.read.selectFrom('push_subscription').selectAll().where('shop', '=', shop).execute();

  it('serves the worker as a script of the shop, the same for everybody', async () => {
    const answer = await open()('push-worker.js');
    expect(answer.headers.get('content-type')).toContain('text/javascript');
    expect(answer.headers.get('cache-control')).toContain('public');
    expect(await answer.text()).toContain('showNotification');
  });

  it('gives a shop one key of its own, however many ask at once', async () => {
    const ask = open();
    const keyOf = async (shop: string) =>
      ((await (await ask('push-key', undefined, { shop })).json()) as { key: string }).key;
    const keys = await Promise.all([keyOf(SHOP), keyOf(SHOP), keyOf(OTHER)]);
    expect(Buffer.from(keys[0] ?? '', 'base64url')).toHaveLength(65);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
    const [row] = await test.db.read.selectFrom('push_key').selectAll().where('shop', '=', SHOP).execute();
    expect(row?.private_key).toMatch(/^v2\./);
  });

  it('lets a browser in and out, of the shop that was signed for alone', async () => {
    const ask = open();
    const asked = offer('0000000001');
    expect((await ask('push', asked, { customer: '7' })).status).toBe(201);
    expect(heard).toEqual([SHOP]);
    expect(await rows()).toMatchObject([{ identity: 'client:visitor-0000000001', locale: 'it', gone_at: null }]);
    const [fact] = await test.db.read.selectFrom('fact').selectAll().where('shop', '=', SHOP).execute();
    expect(fact).toMatchObject({ kind: 'consent.changed', identity: 'customer:7', verified: 1 });
    // the same browser in another shop is another row, and leaving there changes nothing here
    expect((await ask('push-off', { endpoint: asked.endpoint }, { shop: OTHER })).status).toBe(200);
    expect(await rows()).toMatchObject([{ gone_at: null }]);
    expect((await ask('push-off', { endpoint: asked.endpoint })).status).toBe(200);
    expect(await rows()).toMatchObject([{ gone_why: 'unsubscribed' }]);
    expect(await rows(OTHER)).toEqual([]);
  });

  it('refuses what is forged, old, malformed, too large or too much, and writes nothing', async () => {
    const ask = open();
    const before = (await rows()).length;
    const asked = offer('0000000002');
    expect((await ask('push', asked, { secret: 'other' })).status).toBe(401);
    expect((await ask('push', asked, { at: START - 6 * MINUTE })).status).toBe(401);
    expect((await ask('push-off', asked, { secret: 'other' })).status).toBe(401);
    expect((await ask('push-key', undefined, { secret: 'other' })).status).toBe(401);
    expect((await ask('push', asked, { shop: 'unknown.myshopify.com' })).status).toBe(404);
    expect((await ask('push', 'not json')).status).toBe(400);
    expect((await ask('push', { endpoint: asked.endpoint })).status).toBe(400);
    expect((await ask('push-off', { page: '/' })).status).toBe(400);
    expect((await ask('push', { ...asked, endpoint: 'https://192.168.0.1/x' })).status).toBe(422);
    expect((await ask('push', { ...asked, text: 'x'.repeat(9000) })).status).toBe(413);
    const full = await open(async () => 60)('push', asked);
    expect([full.status, full.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await rows()).toHaveLength(before);
    expect(heard).toEqual([]);
  });
});
