import { serve, type ServerType } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import '@shopify/shopify-api/adapters/web-api';
import { ApiVersion, LogSeverity, RequestedTokenType, shopifyApi } from '@shopify/shopify-api';
import { standIn } from '../../test/far-side.ts';
import { mintSessionToken } from '../src/oauth/session-token.ts';
import { redirectShopify } from '../src/redirect-shopify.ts';
import { API_KEY, API_SECRET, openTestDevstore, type TestDevstore } from './open-test-devstore.ts';

const SHOP = 'sandmill-demo.myshopify.com';
const HOUR = 3_600_000;

/** Shopify's own library, whose calls to Shopify go to the devstore under test. */
async function library(shop: TestDevstore) {
  const server: ServerType = serve({ fetch: shop.web.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  const plain = globalThis.fetch;
  redirectShopify(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const redirected = globalThis.fetch;
  globalThis.fetch = plain;
  standIn((input, init) => (new URL(String(input)).hostname === SHOP ? redirected(input, init) : null));
  onTestFinished(() => standIn(null));
  return shopifyApi({
    apiKey: API_KEY,
    apiSecretKey: API_SECRET,
    hostName: 'localhost',
    apiVersion: ApiVersion.October26,
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error },
  });
}

test('the library exchanges a session token for an offline token that expires, and renews it', async () => {
  const shop = openTestDevstore();
  const api = await library(shop);
  const { session } = await api.auth.tokenExchange({
    shop: SHOP,
    sessionToken: mintSessionToken(shop.devstore),
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
    expiring: true,
  });
  expect(session.isOnline).toBe(false);
  expect(session.scope).toBe('read_all_orders,read_customers,read_orders,read_products,read_themes,write_pixels');
  expect(session.expires!.getTime() - Date.now()).toBeGreaterThan(HOUR - 5_000);
  expect(shop.devstore.store.app.installation().installed).toBe(true);
  expect(shop.devstore.tokens.check(session.accessToken!)).toMatchObject({ mode: 'offline' });

  shop.devstore.clock.moveBy(HOUR);
  expect(shop.devstore.tokens.check(session.accessToken!)).toBeUndefined();

  const renewed = await api.auth.refreshToken({ shop: SHOP, refreshToken: session.refreshToken! });
  expect(shop.devstore.tokens.check(renewed.session.accessToken!)).toBeDefined();
  expect(renewed.session.refreshToken).not.toBe(session.refreshToken);
});

const refresh = async (shop: TestDevstore, refreshToken: string) => {
  const body = {
    client_id: API_KEY,
    client_secret: API_SECRET,
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  };
  return (await (await shop.post('/admin/oauth/access_token', body)).json()) as {
    refresh_token: string;
    error?: string;
  };
};

test('a lost refresh may be tried again, until the token that replaced the old one is used', async () => {
  const shop = openTestDevstore();
  const first = shop.devstore.tokens.grantOffline(['read_orders'], { expiring: true }).refreshToken!;
  const lost = await refresh(shop, first);
  const kept = await refresh(shop, first);
  expect(kept.error).toBeUndefined();
  expect(kept.refresh_token).not.toBe(lost.refresh_token);
  expect((await refresh(shop, kept.refresh_token)).error).toBeUndefined();
  expect(await refresh(shop, first)).toMatchObject({ error: 'invalid_grant' });
});

test('a used refresh token is not tried again after thirty days, nor an unused one after ninety', async () => {
  const shop = openTestDevstore();
  const used = shop.devstore.tokens.grantOffline(['read_orders'], { expiring: true }).refreshToken!;
  const unused = shop.devstore.tokens.grantOffline(['read_orders'], { expiring: true }).refreshToken!;
  await refresh(shop, used);
  shop.devstore.clock.moveBy(30 * 24 * HOUR);
  expect(await refresh(shop, used)).toMatchObject({ error: 'invalid_grant' });
  shop.devstore.clock.moveBy(60 * 24 * HOUR);
  expect(await refresh(shop, unused)).toMatchObject({ error: 'invalid_grant' });
});

test('tokens can be expired at once, and are renewed as after an hour', async () => {
  const shop = openTestDevstore();
  const grant = shop.devstore.tokens.grantOffline(['read_orders'], { expiring: true });
  shop.devstore.store.app.install(['read_orders']);
  expect(await (await shop.post('/devstore/tokens/expire', {})).json()).toEqual({ expired: 1 });
  expect(shop.devstore.tokens.check(grant.accessToken)).toBeUndefined();
  expect((await refresh(shop, grant.refreshToken!)).error).toBeUndefined();
});

test('the library gets an online token with the staff member', async () => {
  const shop = openTestDevstore();
  const api = await library(shop);
  const { session } = await api.auth.tokenExchange({
    shop: SHOP,
    sessionToken: mintSessionToken(shop.devstore),
    requestedTokenType: RequestedTokenType.OnlineAccessToken,
  });
  expect(session.isOnline).toBe(true);
  expect(session.onlineAccessInfo?.associated_user.email).toBe('owner@example.com');
});

const exchange = (shop: TestDevstore, over: Record<string, string>) =>
  shop.post('/admin/oauth/access_token', {
    client_id: API_KEY,
    client_secret: API_SECRET,
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: mintSessionToken(shop.devstore),
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
    ...over,
  });

test('a forged or expired session token, or a wrong secret, gets no token', async () => {
  const shop = openTestDevstore();
  const token = mintSessionToken(shop.devstore);
  const [head, , signature] = token.split('.');
  const claims = Buffer.from(JSON.stringify({ aud: API_KEY, exp: 9e9, nbf: 0, dest: `https://${SHOP}` })).toString(
    'base64url',
  );
  for (const [over, error] of [
    [{ subject_token: `${head}.${claims}.${signature}` }, 'invalid_subject_token'],
    [{ client_secret: 'other' }, 'invalid_client'],
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
  ] as const) {
    const answer = await exchange(shop, over);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error });
  }
  shop.devstore.clock.moveBy(61_000);
  expect(await (await exchange(shop, { subject_token: token })).json()).toMatchObject({
    error: 'invalid_subject_token',
  });
  expect(shop.devstore.store.app.installation().installed).toBe(false);
});

test('an uninstall makes every token worthless, also after a restart', async () => {
  const shop = openTestDevstore();
  const { access_token } = (await (await exchange(shop, { expiring: '1' })).json()) as { access_token: string };
  const ask = (on: TestDevstore) =>
    on.post(
      '/admin/api/2026-10/graphql.json',
      { query: '{ shop { name } }' },
      { 'x-shopify-access-token': access_token },
    );
  expect((await ask(shop)).status).toBe(200);
  const again = await shop.reopen();
  expect((await ask(again)).status).toBe(200);
  again.devstore.store.app.uninstall();
  expect((await ask(again)).status).toBe(401);
});
