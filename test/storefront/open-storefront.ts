// The local Shopify's own theme with this app's blocks in it, and a stand-in for the app behind the proxy.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import webPush from 'web-push';
import { openDevstore } from '../../devstore/src/open-devstore.ts';
import { seedShop } from '../../devstore/src/seed/seed-shop.ts';
import { createServerApp } from '../../devstore/src/server.ts';
import type { ShopStore } from '../../devstore/src/shop/store.ts';

export interface StandIn {
  /** what the proxy answers; a function may also refuse or never answer */
  answer: (query: URLSearchParams) => Response | Promise<Response>;
  /** the calls that came through the proxy */
  calls: URLSearchParams[];
  /** what the invitation to push told the app, and whether the app takes it */
  told: { path: string; body: Record<string, unknown> }[];
  takes: boolean;
}

export interface OpenStorefront {
  origin: string;
  store: ShopStore;
  standIn: StandIn;
  close(): Promise<void>;
}

export async function openStorefront(): Promise<OpenStorefront> {
  const standIn: StandIn = { answer: () => Response.json({}), calls: [], told: [], takes: true };
  const app = new Hono().get('/proxy/decide', (c) => {
    const query = new URL(c.req.url).searchParams;
    standIn.calls.push(query);
    return standIn.answer(query);
  });
  const keys = webPush.generateVAPIDKeys();
  const worker = readFileSync('app/doors/storefront/push-worker.js');
  app.get('/proxy/push-worker.js', (c) => c.body(worker, 200, { 'content-type': 'text/javascript' }));
  app.get('/proxy/push-key', (c) => c.json({ key: keys.publicKey }));
  for (const path of ['push', 'push-off'])
    app.post(`/proxy/${path}`, async (c) => {
      standIn.told.push({ path, body: (await c.req.json()) as Record<string, unknown> });
      return c.json({}, standIn.takes ? 201 : 503);
    });
  const [appPort, webPort] = [await freePort(), await freePort()];
  const origin = `http://localhost:${webPort}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'sandmill-storefront-'));
  const devstore = openDevstore({
    config: {
      dataDir,
      appDir: process.cwd(),
      origin,
      appOrigin: `http://127.0.0.1:${appPort}`,
      appUrl: `http://127.0.0.1:${appPort}`,
      apiKey: 'stand-in',
      apiSecret: 'hush',
      apiVersion: '2026-10',
    },
    contents: (today) => seedShop({ today, customers: 20 }),
  });
  devstore.store.app.install(['read_products', 'write_app_proxy']);
  const appServer = serve({ fetch: app.fetch, port: appPort, hostname: '127.0.0.1' });
  const webServer = serve({ fetch: createServerApp(devstore).fetch, port: webPort });
  return {
    origin,
    store: devstore.store,
    standIn,
    async close() {
      for (const server of [appServer, webServer]) {
        if ('closeAllConnections' in server) server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
      await devstore.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
