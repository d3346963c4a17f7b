/** `npm run demo`: the app, its worker, a local Shopify and a mailbox, in the foreground. Ctrl-C stops them all. */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { shiftDate } from '../src/clock/shift-date.ts';
import type { DevstoreConfig } from '../src/devstore.ts';
import { ordersHistory } from '../src/history/orders-history.ts';
import { openApp } from '../src/oauth/open-app.ts';
import type { OpenOptions } from '../src/open-devstore.ts';
import { HUDSON_ITALIANS } from '../src/seed/crowds.ts';
import { secondShop, seedShop } from '../src/seed/seed-shop.ts';
import { startDevstore, type RunningDevstore } from '../src/server.ts';
import { startApp, type AppProcess } from './app-process.ts';
import { addDefaultSegments } from './default-segments.ts';
import { openDemoData } from './demo-data.ts';
import { lockFolder } from './folder-lock.ts';
import { sendFirstCampaign } from './first-campaign.ts';
import { takeFirstSteps } from './first-steps.ts';
import { requireFreePorts } from './free-ports.ts';
import { leaveCart } from './leave-cart.ts';
import { readOptions, USAGE, WrongOptions, type DemoOptions } from './options.ts';
import { buildApp, migrateApp } from './prepare-app.ts';
import { tellVisits } from './tell-visits.ts';

const root = resolve(import.meta.dirname, '../..');
const say = (line: string) => console.log(line);

interface RunningDemo {
  running: RunningDevstore;
  app: AppProcess;
  addresses: Addresses;
  folder: string;
  stop(): Promise<void>;
}

interface Addresses {
  app: string;
  devstore: string;
  tunnel: string;
}

async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  if (options.orders && !existsSync(options.orders)) throw new Error(`There is no file ${options.orders}.`);
  const { port } = options;
  await requireFreePorts({ app: port, storefront: port + 1, tunnel: port + 2, mailbox: port + 3 });
  // The proof wants a shop that nothing has happened in, and must not touch the one that somebody plays with.
  const parent = resolve(root, process.env.DEMO_DATA ?? '.data');
  mkdirSync(parent, { recursive: true });
  const folder = join(parent, options.check ? 'check' : 'demo');
  const unlock = lockFolder(folder);
  process.once('exit', unlock);
  const data = openDemoData(folder, options.orders, options.reset || options.check);
  const addresses = {
    app: `http://localhost:${port}`,
    devstore: `http://localhost:${port + 1}`,
    tunnel: `http://localhost:${port + 2}`,
  };
  const clockFile = join(folder, 'clock');
  const databaseFile = join(folder, 'sandmill.db');
  const environment = {
    SHOPIFY_API_KEY: data.apiKey,
    SHOPIFY_API_SECRET: data.apiSecret,
    SHOPIFY_APP_URL: addresses.tunnel,
    DATABASE_URL: `file:${databaseFile}`,
    PORT: String(port),
    HOST: '127.0.0.1',
    SMTP_URL: `smtp://127.0.0.1:${port + 3}`,
    // a mail server of one's own may be the mailbox of this machine
    MAIL_HOSTS: 'any',
    // browsers' push services are stood in for
    PUSH_ORIGIN: addresses.devstore,
    // and so are text services
    TEXT_API_ORIGIN: `${addresses.devstore}/texts`,
    // and social networks
    SOCIAL_API_ORIGIN: `${addresses.devstore}/social`,
    MAIL_FROM: 'hello@sandmill-goods.example.com',
    ENCRYPTION_KEY: data.encryptionKey,
    LOG_LEVEL: options.dev ? 'debug' : 'info',
    NODE_ENV: options.dev ? 'development' : 'production',
    DEVSTORE_CLOCK: clockFile,
    DEVSTORE_ORIGIN: addresses.devstore,
  };
  const { orders } = options;
  const history = orders ? ordersHistory(orders) : undefined;
  if (!options.dev) buildApp(root, say);
  migrateApp(root, databaseFile, environment, say);

  shiftDate(clockFile);
  const config = {
    dataDir: join(folder, 'devstore'),
    appDir: root,
    origin: addresses.devstore,
    appOrigin: addresses.app,
    appUrl: addresses.tunnel,
    apiKey: data.apiKey,
    apiSecret: data.apiSecret,
    apiVersion: '2026-10',
  };
  if (!existsSync(config.dataDir))
    say(orders ? `Reading ${orders} …` : 'Filling the shop: 400 products, 6,000 customers, two years of orders …');
  const running = await startDevstore(
    { config, clockFile, ...(history && { contents: history }) },
    { web: port + 1, tunnel: port + 2, smtp: port + 3 },
    options.shops === 2 ? [besides(config, port + 1)] : [],
  );
  const app = startApp({
    root,
    origin: `http://127.0.0.1:${port}`,
    environment,
    logFile: join(folder, 'app.log'),
    dev: options.dev,
  });
  const stop = async () => {
    await app.stop();
    await running.close();
  };
  try {
    await app.ready();
    for (const shop of running.shops) {
      if (shop.store.app.installation().installed) continue;
      addDefaultSegments(shop);
      say(
        `Opening the app in ${shop.store.shop.name} for the first time: it asks for its tokens and reads the history …`,
      );
      const opened = await openApp(shop);
      if (!opened.opened)
        throw new Error(
          `The app could not be installed: it answered ${opened.status ?? 'nothing'}. Its log is ${join(folder, 'app.log')}`,
        );
      const key = await takeFirstSteps(shop);
      // the proof wants a shop of whose visits nothing is known
      if (!options.check)
        say(`It was told of ${await tellVisits(shop, key)} things that visitors did in the last weeks.`);
      if (options.check || options.still) continue;
      const { origin } = shop.config;
      say(`${leaveCart(shop)} has left a cart. Move the clock by an hour, and then by three (${origin}/devstore):`);
      say(`her mail comes to ${origin}/mailbox, and the SMS after it to ${origin}/mailbox/texts.`);
      say('A first campaign leaves as soon as the history is understood; then some customers open it, click and buy.');
      // nobody waits for it
      sendFirstCampaign(shop).catch((error: unknown) => say(`The first campaign stopped: ${String(error)}`));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { running, app, addresses, folder, stop };
}

/** The second shop: on the other name of this machine, so that a browser keeps the two apart. */
function besides(first: DevstoreConfig, port: number): OpenOptions {
  return {
    config: { ...first, dataDir: join(first.dataDir, 'second'), origin: `http://127.0.0.1:${port}` },
    contents: (today) =>
      seedShop({ today, seed: 'hudson', customers: 800, shop: secondShop, crowd: HUDSON_ITALIANS, idsFrom: 500_000 }),
  };
}

/** What the proof is told about the world that it runs in. */
interface CheckContext {
  appOrigin: string;
  appUrl: string;
  devstoreOrigin: string;
  shop: string;
  apiKey: string;
  apiSecret: string;
  folder: string;
}

/** Loaded when it is asked for: a browser's worth of code. */
async function loadCheck(): Promise<{ runCheck(context: CheckContext): Promise<boolean> }> {
  return import(new URL('../../e2e/check.ts', import.meta.url).href);
}

function printAddresses({ addresses, folder, running }: RunningDemo): void {
  for (const { config, store } of running.shops) {
    say('');
    if (running.shops.length > 1) say(`  ${store.shop.name}`);
    say(`  Admin       ${config.origin}/admin/apps/sandmill`);
    say(`  Storefront  ${config.origin}/`);
  }
  say(`  Mailbox     ${addresses.devstore}/mailbox`);
  say(`  Health      ${addresses.app}/readyz`);
  say('');
  say(`  Clock, orders and webhooks: ${addresses.devstore}/devstore   The app's log: ${join(folder, 'app.log')}`);
  say('  Ctrl-C stops everything.');
}

async function main(): Promise<number> {
  if (process.argv.includes('--help')) {
    say(USAGE);
    return 0;
  }
  const options = readOptions(process.argv.slice(2));
  const stopped = new Promise<number>((done) => {
    // Ctrl-C comes twice: from the terminal, and passed on by the process that started this one.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => done(0));
  });
  const demo = await Promise.race([startDemo(options), stopped]);
  // Stopped while it began: what was started ends with this process.
  if (typeof demo === 'number') return demo;
  const broken = demo.app.ended.then((why) => {
    console.error(why);
    return 1;
  });
  try {
    if (options.check) {
      const { runCheck } = await loadCheck();
      const { config, store } = demo.running.devstore;
      const checked = runCheck({
        appOrigin: demo.addresses.app,
        appUrl: demo.addresses.tunnel,
        devstoreOrigin: demo.addresses.devstore,
        shop: store.shop.domain,
        apiKey: config.apiKey,
        apiSecret: config.apiSecret,
        folder: demo.folder,
      }).then((passed) => (passed ? 0 : 1));
      return await Promise.race([checked, stopped, broken]);
    }
    printAddresses(demo);
    return await Promise.race([stopped, broken]);
  } finally {
    await demo.stop();
  }
}

function explain(error: unknown): string {
  if (error instanceof WrongOptions) return `${error.message}\n\n${USAGE}`;
  const { message, code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port ?? ''} is taken. Is another demo running? Choose others with --port N.`;
  return message ?? String(error);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(explain(error));
    process.exit(1);
  },
);
