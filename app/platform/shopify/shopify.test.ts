// The library as the app configures it, against the local Shopify: a page's session token becomes an offline token.
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { API_KEY, API_SECRET, openTestDevstore, type TestDevstore } from '../../../devstore/test/open-test-devstore.ts';
import { mintSessionToken } from '../../../devstore/src/oauth/session-token.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/databases.ts';
import { standIn } from '../../../test/far-side.ts';
import { HOUR, ManualClock } from '../clock/clock.ts';
import { createSeal } from '../crypto/seal.ts';
import { silentLog } from '../log/log.ts';
import { createAdmin } from './admin/admin.server.ts';
import { ShopDetailsDocument } from './generated/graphql.ts';
import { createSessionStorage } from './sessions/session-storage.server.ts';
import { openSessionTable } from './sessions/session-table.server.ts';
import { createShopify } from './shopify.server.ts';

const APP_URL = 'https://sandmill.example';

describe('a page of the embedded app', () => {
  let test: TestDatabase;
  let far: TestDevstore;
  beforeEach(async () => {
    far = openTestDevstore();
    test = await createTestDatabase('sqlite');
    standIn((input, init) => {
      const { hostname, pathname } = new URL(input instanceof Request ? input.url : input);
      if (!hostname.endsWith('.myshopify.com')) return null;
      const asked = { ...init, headers: new Headers(init?.headers) };
      return Promise.resolve(far.web.request(`http://localhost${pathname}`, asked));
    });
  });
  afterEach(() => {
    standIn(null);
    return test.dispose();
  });

  async function open() {
    const table = await openSessionTable(test.url);
    onTestFinished(() => table.$disconnect());
    const sessions = createSessionStorage({ table, db: test.db, seal: createSeal('k'.repeat(32)), log: silentLog });
    const installed: string[] = [];
    const shopify = createShopify({
      env: { SHOPIFY_API_KEY: API_KEY, SHOPIFY_API_SECRET: API_SECRET, SHOPIFY_APP_URL: APP_URL },
      sessionStorage: sessions,
      onInstalled: async ({ shop }) => void installed.push(shop),
      log: silentLog,
    });
    return { shopify, sessions, installed };
  }

  const request = (token: string) =>
    new Request(`${APP_URL}/app`, {
      headers: { authorization: `Bearer ${token}`, 'user-agent': 'Mozilla/5.0 Firefox/140' },
    });

  it('exchanges its session token for an offline token that expires, and tells of the installation', async () => {
    const { shopify, sessions, installed } = await open();
    const shop = far.devstore.store.shop.domain;
    const { session } = await shopify.authenticate.admin(request(mintSessionToken(far.devstore)));
    expect(session).toMatchObject({ shop, isOnline: false });
    expect(installed).toEqual([shop]);
    const stored = await sessions.loadSession(`offline_${shop}`);
    expect(stored?.refreshToken).toBeTruthy();
    expect(stored?.expires?.getTime()).toBeLessThanOrEqual(far.devstore.clock.now() + HOUR);
    await shopify.authenticate.admin(request(mintSessionToken(far.devstore)));
    expect(installed).toHaveLength(1);
  });

  it('leaves a token with which the worker asks, and which it renews when it has expired', async () => {
    const { shopify, sessions } = await open();
    const shop = far.devstore.store.shop.domain;
    await shopify.authenticate.admin(request(mintSessionToken(far.devstore)));
    const before = await sessions.loadSession(`offline_${shop}`);
    const clock = new ManualClock(far.devstore.clock.now());
    const admin = createAdmin({ apiKey: API_KEY, apiSecret: API_SECRET, sessions, clock, log: silentLog });
    expect((await admin(shop).query(ShopDetailsDocument)).shop.currencyCode).toBe('EUR');
    clock.advance(2 * HOUR);
    expect((await admin(shop).query(ShopDetailsDocument)).shop.myshopifyDomain).toBe(shop);
    const after = await sessions.loadSession(`offline_${shop}`);
    expect(after?.accessToken).not.toBe(before?.accessToken);
    expect(after?.refreshToken).not.toBe(before?.refreshToken);
  });

  it('refuses a session token that somebody else signed', async () => {
    const { shopify, installed } = await open();
    const [head, body] = mintSessionToken(far.devstore).split('.');
    const refused = await shopify.authenticate
      .admin(request(`${head}.${body}.forged`))
      .catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(Response);
    expect((refused as Response).status).toBe(401);
    expect(installed).toEqual([]);
  });
});
