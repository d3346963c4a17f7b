// One of the servers that the capture figures compare, as a process of its own: node bench/capture-server.ts KIND
//   door          the app's door with the app's worker draining the inbox beside it
//   hmac          a door that only checks the signature
//   authenticate  a plain route of Shopify's library for Remix: authenticate.webhook, then 200
import { createHmac, timingSafeEqual } from 'node:crypto';
import '@shopify/shopify-app-remix/adapters/node';
import { serve } from '@hono/node-server';
import { PrismaBetterSQLite3 } from '@prisma/adapter-better-sqlite3';
import { createRequestHandler, type ServerBuild } from '@remix-run/server-runtime';
import { ApiVersion, AppDistribution, shopifyApp } from '@shopify/shopify-app-remix/server';
import { PrismaSessionStorage } from '@shopify/shopify-app-session-storage-prisma';
import { Hono } from 'hono';
import { webhooksDoor } from '../app/doors/webhooks.ts';
import { createCapture } from '../app/listen/inbox/capture.server.ts';
import { createInboxWorker } from '../app/listen/inbox/worker.server.ts';
import { systemClock } from '../app/platform/clock/clock.ts';
import { PrismaClient } from '../app/platform/db/generated/client/client.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { createLog } from '../app/platform/log/log.ts';
import { giveWay, isBusy } from '../app/platform/work/give-way.ts';
import { createRunner, type Runner } from '../app/platform/work/runner.server.ts';

const SECRET = process.env.SHOPIFY_API_SECRET ?? '';
const DATABASE_URL = process.env.DATABASE_URL ?? '';

function doorServer(): Hono {
  const db = openDatabase(DATABASE_URL);
  const log = createLog('error');
  const clock = systemClock;
  const late: { runner?: Runner } = {};
  const capture = createCapture({ db, clock, wake: (kind, shop, at) => late.runner?.wake(kind, shop, at) });
  const underPressure = () => isBusy(capture.pressure);
  const workers = [createInboxWorker({ db, clock, log, underPressure })];
  late.runner = createRunner({ clock, log, workers, rest: giveWay(capture.pressure) });
  late.runner.start();
  return webhooksDoor({ secret: SECRET, capture, log });
}

function hmacServer(): Hono {
  const app = new Hono();
  app.post('/webhooks', async (c) => {
    const made = createHmac('sha256', SECRET)
      .update(Buffer.from(await c.req.arrayBuffer()))
      .digest();
    const given = Buffer.from(c.req.header('x-shopify-hmac-sha256') ?? '', 'base64');
    return c.body(null, given.length === made.length && timingSafeEqual(given, made) ? 200 : 401);
  });
  return app;
}

function authenticateServer(): Hono {
  const prisma = new PrismaClient({ adapter: new PrismaBetterSQLite3({ url: DATABASE_URL }) });
  const shopify = shopifyApp({
    apiKey: 'bench-key',
    apiSecretKey: SECRET,
    appUrl: 'http://127.0.0.1',
    apiVersion: ApiVersion.October26,
    distribution: AppDistribution.AppStore,
    sessionStorage: new PrismaSessionStorage(prisma),
    future: { unstable_newEmbeddedAuthStrategy: true },
  });
  const remix = createRequestHandler(
    remixBuild(async (request) => {
      await shopify.authenticate.webhook(request);
      return new Response();
    }),
    'production',
  );
  const app = new Hono();
  app.all('*', (c) => remix(c.req.raw));
  return app;
}

/** What `remix vite:build` makes of a folder with this one route. */
function remixBuild(answer: (request: Request) => Promise<Response>): ServerBuild {
  const route = { id: 'routes/webhooks', parentId: 'root', path: 'webhooks' };
  const facts = { hasAction: true, hasLoader: false, hasErrorBoundary: false, module: '' };
  return {
    mode: 'production',
    entry: { module: { default: () => new Response() } },
    routes: {
      root: { id: 'root', path: '', module: { default: () => null } },
      [route.id]: {
        ...route,
        module: { default: undefined, action: ({ request }: { request: Request }) => answer(request) },
      },
    },
    assets: {
      entry: { imports: [], module: '' },
      routes: { root: { id: 'root', path: '', ...facts, hasAction: false }, [route.id]: { ...route, ...facts } },
      url: '',
      version: '1',
    },
    publicPath: '/',
    assetsBuildDirectory: '',
    future: {},
    isSpaMode: false,
  } as unknown as ServerBuild;
}

const kinds: Record<string, () => Hono> = { door: doorServer, hmac: hmacServer, authenticate: authenticateServer };
const make = kinds[process.argv[2] ?? ''];
if (!make) throw new Error(`one of ${Object.keys(kinds).join(', ')} must be named`);
serve({ fetch: make().fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' }, () => process.send?.('ready'));
