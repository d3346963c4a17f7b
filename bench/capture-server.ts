// One of the servers that the capture figures compare, as a process of its own: node bench/capture-server.ts KIND
//   door          the app's door with the app's worker draining the inbox beside it
//   hmac          a door that only checks the signature
//   authenticate  a plain route of Shopify's library for Remix: authenticate.webhook, then 200
import { createHmac, timingSafeEqual } from 'node:crypto';
import '@shopify/shopify-app-remix/adapters/node';
import { serve } from '@hono/node-server';
import { createRequestHandler, type ServerBuild } from '@remix-run/server-runtime';
import { ApiVersion, AppDistribution, shopifyApp } from '@shopify/shopify-app-remix/server';
import { Hono } from 'hono';
import { webhooksDoor } from '../app/doors/webhooks.ts';
import { createCapture } from '../app/listen/inbox/capture.server.ts';
import { createInboxWorker } from '../app/listen/inbox/worker.server.ts';
import { systemClock } from '../app/platform/clock/clock.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { createSeal } from '../app/platform/crypto/seal.ts';
import { createLog, silentLog } from '../app/platform/log/log.ts';
import { createSessionStorage } from '../app/platform/shopify/sessions/session-storage.server.ts';
import { openSessionTable } from '../app/platform/shopify/sessions/session-table.server.ts';
import { giveWay, isBusy } from '../app/platform/work/give-way.ts';
import { createQueueRunner } from '../app/platform/work/queue/queue-runner.server.ts';
import { createProcesses } from '../app/platform/work/processes.server.ts';
import type { Runner } from '../app/platform/work/runner.ts';
import { createRunner } from '../app/platform/work/runner.server.ts';
import type { Wake } from '../app/platform/work/worker.ts';

const SECRET = process.env.SHOPIFY_API_SECRET ?? '';
const DATABASE_URL = process.env.DATABASE_URL ?? '';

async function doorServer(): Promise<Hono> {
  const db = openDatabase(DATABASE_URL);
  const log = createLog('error');
  const clock = systemClock;
  const late: { runner?: Runner } = {};
  const capture = createCapture({ db, clock, wake: (kind, shop, at) => late.runner?.wake(kind, shop, at) });
  const underPressure = () => isBusy(capture.pressure);
  const workers = [createInboxWorker({ db, clock, log, underPressure })];
  const wake: Wake = (kind, shop, at) => late.runner?.wake(kind, shop, at);
  const processes = createProcesses({ db, clock, log, id: 'bench', workers: () => workers, wake });
  const work = { clock, log, workers, processes, rest: giveWay(capture.pressure) };
  late.runner =
    db.dialect === 'postgres'
      ? createQueueRunner({ ...work, db, databaseUrl: DATABASE_URL, works: true })
      : createRunner(work);
  await late.runner.start();
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

async function authenticateServer(): Promise<Hono> {
  const table = await openSessionTable(DATABASE_URL);
  const seal = createSeal(SECRET.padEnd(32, '-'));
  const sessionStorage = createSessionStorage({ table, db: { exclusive: (work) => work() }, seal, log: silentLog });
  const shopify = shopifyApp({
    apiKey: 'bench-key',
    apiSecretKey: SECRET,
    appUrl: 'http://127.0.0.1',
    apiVersion: ApiVersion.October26,
    distribution: AppDistribution.AppStore,
    sessionStorage,
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

const kinds: Record<string, () => Hono | Promise<Hono>> = {
  door: doorServer,
  hmac: hmacServer,
  authenticate: authenticateServer,
};
const make = kinds[process.argv[2] ?? ''];
if (!make) throw new Error(`one of ${Object.keys(kinds).join(', ')} must be named`);
serve({ fetch: (await make()).fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' }, () =>
  process.send?.('ready'),
);
