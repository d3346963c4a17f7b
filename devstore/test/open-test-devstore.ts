import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Hono } from 'hono';
import { inject, onTestFinished } from 'vitest';
import { registerControl } from '../src/control/register-control.ts';
import { registerBulkResults } from '../src/graphql/bulk/register-bulk.ts';
import { registerGraphql } from '../src/graphql/register-graphql.ts';
import { registerMailbox } from '../src/mailbox/register-mailbox.ts';
import { registerOAuth } from '../src/oauth/register-oauth.ts';
import { openDevstore, type OpenDevstore } from '../src/open-devstore.ts';
import { seedShop } from '../src/seed/seed-shop.ts';

const TOPICS = [
  'carts/create',
  'carts/update',
  'checkouts/create',
  'checkouts/update',
  'orders/create',
  'orders/updated',
  'orders/cancelled',
  'refunds/create',
  'customers/create',
  'customers/update',
  'customers_email_marketing_consent/update',
  'customers_marketing_consent/update',
  'products/update',
  'products/delete',
  'app/uninstalled',
];

/** What came as JSON and has no type yet. */
export type Json = ReturnType<typeof JSON.parse>;

export interface TestDevstore {
  devstore: OpenDevstore;
  dataDir: string;
  web: Hono;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Closes the state and opens it again from the same folder. */
  reopen(): Promise<TestDevstore>;
}

interface Options {
  scopes?: string;
  appOrigin?: string;
  origin?: string;
  dataDir?: string;
  customers?: number;
}

export const API_KEY = 'test-key';
export const API_SECRET = 'test-secret';

/** A small seeded shop on a real database in a folder of its own. */
export function openTestDevstore(options: Options = {}): TestDevstore {
  const dataDir = options.dataDir ?? freshFolder();
  const appDir = freshFolder();
  const scopes = options.scopes ?? 'read_all_orders,read_customers,read_orders,read_products,read_themes,write_pixels';
  writeFileSync(
    join(appDir, 'shopify.app.toml'),
    `[access_scopes]\nscopes = "${scopes}"\n[webhooks]\napi_version = "2026-10"\n[[webhooks.subscriptions]]\ntopics = ${JSON.stringify(TOPICS)}\nuri = "/webhooks"\n[[webhooks.subscriptions]]\ncompliance_topics = ["customers/data_request", "customers/redact", "shop/redact"]\nuri = "https://sandmill.example/webhooks"\n`,
  );
  const config = {
    dataDir,
    appDir,
    origin: options.origin ?? 'http://localhost:4101',
    appOrigin: options.appOrigin ?? 'http://127.0.0.1:9',
    appUrl: 'http://localhost:4102',
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    apiVersion: '2026-10',
  };
  const devstore = openDevstore({
    config,
    contents: (today) => seedShop({ today, customers: options.customers ?? 60 }),
  });
  let open = true;
  const close = async () => {
    if (open) await devstore.close();
    open = false;
  };
  onTestFinished(close);
  const web = new Hono();
  for (const register of [registerOAuth, registerGraphql, registerBulkResults, registerControl, registerMailbox])
    register(web, devstore);
  return {
    devstore,
    dataDir,
    web,
    post: async (path, body, headers = {}) =>
      web.request(`http://localhost${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', host: 'localhost', ...headers },
      }),
    reopen: async () => {
      await close();
      return openTestDevstore({ ...options, dataDir });
    },
  };
}

/** Asks the Admin API with a token of these scopes. */
export function asker({ devstore, post }: TestDevstore, scopes = devstore.appConfig().scopes) {
  devstore.store.app.install(scopes);
  const token = devstore.tokens.grantOffline(scopes, { expiring: false }).accessToken;
  return async (query: string, variables?: Record<string, unknown>) => {
    const answer = await post(
      '/admin/api/2026-10/graphql.json',
      { query, variables },
      { 'x-shopify-access-token': token },
    );
    return (await answer.json()) as { data?: Json; errors?: Json[]; extensions?: Json };
  };
}

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A stand-in for the app's webhook door, which answers what it is told to. */
export async function startReceiver(): Promise<{ origin: string; received: Received[]; answer: { status: number } }> {
  const received: Received[] = [];
  const answer = { status: 200 };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(answer.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, answer };
}

export function freshFolder(): string {
  const folder = mkdtempSync(join(inject('quickFolder'), 'devstore-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
