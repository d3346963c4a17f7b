// The whole app on SQLite as it is composed in production, two shops in it, and ways to call its doors and pages.
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from '@shopify/shopify-api';
import { createApp } from '../../app/composition.server.ts';
import { payloadText } from '../../app/listen/inbox/payloads.fixture.ts';
import { openSeal } from '../../app/platform/crypto/open-seal.server.ts';
import { readEnv } from '../../app/platform/env.server.ts';
import { createSessionStorage } from '../../app/platform/shopify/sessions/session-storage.server.ts';
import { openSessionTable } from '../../app/platform/shopify/sessions/session-table.server.ts';
import { silentLog } from '../../app/platform/log/log.ts';
import type { ProcessRunner } from '../../app/platform/work/runner.server.ts';
import { createTestDatabase } from '../databases.ts';
import { standIn } from '../far-side.ts';

export const A = 'shop-a.myshopify.com';
export const B = 'shop-b.myshopify.com';
export const SECRET = 'the api secret of the tests';
export const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
const API_KEY = 'the-api-key';
const KEY = 'a key for tests that is long enough to be one';

export type OpenApp = Awaited<ReturnType<typeof openApp>>;

type Route = {
  loader?: (args: unknown) => Promise<unknown>;
  action?: (args: unknown) => Promise<unknown>;
};

/** Every route of the admin, by the name of its folder. */
export const ROUTES = Object.fromEntries(
  Object.entries(import.meta.glob<Route>('../../app/routes/*/route.tsx')).map(([path, load]) => [
    path.split('/').at(-2) ?? '',
    load,
  ]),
);

/** @param env in place of what it usually runs with */
export async function openApp({
  write,
  env: changes = {},
}: { write?: (line: string) => void; env?: Record<string, string> } = {}) {
  const test = await createTestDatabase('sqlite');
  const folder = mkdtempSync(join(tmpdir(), 'sandmill-security-'));
  // Shopify is not reached: whatever asks it is told that it may not
  const denied = { errors: [{ message: 'Access denied', extensions: { code: 'ACCESS_DENIED' } }] };
  standIn(() => Promise.resolve(Response.json(denied)));
  const env = readEnv({
    SHOPIFY_API_KEY: API_KEY,
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_APP_URL: 'https://sandmill.example',
    DATABASE_URL: test.url,
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'shop@example.com',
    UPLOADS_DIR: folder,
    ENCRYPTION_KEY: KEY,
    LOG_LEVEL: 'debug',
    NODE_ENV: 'test',
    ...changes,
  });
  const app = await createApp(env, 'all', 'test', write ?? (() => {}));
  const table = await openSessionTable(test.url);
  const seal = await openSeal({ db: app.db, key: KEY, old: [] });
  const sessions = createSessionStorage({ table, db: app.db, seal, log: silentLog });
  for (const shop of [A, B]) {
    await app.db.write(async (trx) => {
      await trx
        .insertInto('shop')
        .values({
          shop,
          name: shop,
          currency: 'EUR',
          timezone: 'Europe/Rome',
          ingest_key: `key-of-${shop}`,
          installed_at: 1,
        })
        .execute();
      // its history is read: no page waits for an installation
      await trx
        .insertInto('task')
        .values({ shop, id: 'history', kind: 'history', state: 'done', due_at: 1, created_at: 1 })
        .execute();
    });
    await sessions.storeSession(
      new Session({
        id: `offline_${shop}`,
        shop,
        state: '',
        isOnline: false,
        scope: 'read_orders',
        accessToken: `token-of-${shop}`,
        expires: new Date(Date.now() + 3_600_000),
        refreshToken: 'refresh',
        refreshTokenExpires: new Date(Date.now() + 3_600_000),
      }),
    );
  }

  return {
    app,
    db: app.db,
    folder,
    seal,
    door: (path: string, init: RequestInit = {}) =>
      app.doors.request(path, { ...init, headers: { 'user-agent': BROWSER, ...(init.headers as object) } }),
    deliver: (shop: string, topic: string, payload: unknown, changes: Record<string, string> = {}) => {
      const body = payloadText(payload);
      return app.doors.request('/webhooks', {
        method: 'POST',
        body,
        headers: { ...webhookHeaders(shop, topic, body), ...changes },
      });
    },
    /** Calls a route's loader or action as its shop's merchant. What is thrown and no Response would be a 500. */
    async page(
      shop: string | null,
      route: string,
      { params = {}, query = '', ...init }: RequestInit & { params?: Record<string, string>; query?: string } = {},
    ): Promise<{ status: number; text: string }> {
      const module = await ROUTES[route]?.();
      const path = `/${route.replaceAll('_', '').replaceAll('.', '/')}`;
      const headers = new Headers({ 'user-agent': BROWSER, ...(init.headers as object) });
      if (shop && !headers.has('authorization')) headers.set('authorization', `Bearer ${sessionToken(shop)}`);
      const request = new Request(`https://sandmill.example${path}${query}`, { ...init, headers });
      const run = init.method && init.method !== 'GET' ? module?.action : module?.loader;
      if (!run) return { status: 405, text: '' };
      try {
        return await answerOf(await run({ request, params, context: { app: app.admin } }));
      } catch (thrown) {
        if (thrown instanceof Response) return answerOf(thrown);
        return { status: 500, text: String(thrown instanceof Error ? (thrown.stack ?? thrown) : thrown) };
      }
    },
    async work() {
      // on SQLite the runner is the one of a single process
      await (app.runner as ProcessRunner).drain();
    },
    async close() {
      standIn(null);
      await table.$disconnect();
      await app.close();
      await test.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answerOf(value: unknown): Promise<{ status: number; text: string }> {
  if (value instanceof Response) return { status: value.status, text: await value.text() };
  return { status: 200, text: JSON.stringify(value) ?? '' };
}

export function webhookHeaders(shop: string, topic: string, body: string | Buffer): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
    'x-shopify-shop-domain': shop,
    'x-shopify-topic': topic,
    'x-shopify-webhook-id': randomUUID(),
    'x-shopify-api-version': '2026-10',
  };
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** As App Bridge gives it. https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens */
export function sessionToken(shop: string, changes: object = {}, secret = SECRET, header: object = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const signed = `${part({ alg: 'HS256', typ: 'JWT', ...header })}.${part({
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: API_KEY,
    sub: '42',
    exp: now + 60,
    nbf: now - 5,
    iat: now - 5,
    jti: randomUUID(),
    sid: randomUUID(),
    ...changes,
  })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** A call as the app proxy signs it. */
export function proxyQuery(params: Record<string, string>, shop = A, secret = SECRET, at = Date.now()): string {
  const all: Record<string, string> = {
    shop,
    path_prefix: '/apps/sandmill',
    timestamp: String(Math.floor(at / 1000)),
    ...params,
  };
  const text = Object.keys(all)
    .sort()
    .map((name) => `${name}=${all[name]}`)
    .join('');
  const signature = createHmac('sha256', secret).update(text).digest('hex');
  return new URLSearchParams({ ...all, signature }).toString();
}
