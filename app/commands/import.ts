// npm run import -- --shop S --orders FILE [--currency EUR] [--timezone Europe/Rome]
import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { contactPorts } from '../contact-ports.server.ts';
import { NotOrders } from '../listen/imports/order-batches.ts';
import { createImportsService, type ImportSummary } from '../listen/imports/import-orders.server.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { isZone } from '../platform/clock/zones.ts';
import type { Database } from '../platform/db/db.ts';
import { openDatabase } from '../platform/db/open.server.ts';
import { EnvironmentError, readDatabaseEnv } from '../platform/env.server.ts';
import { createLog } from '../platform/log/log.ts';
import { createRunner } from '../platform/work/runner.server.ts';
import { insertShop } from '../shop/install/new-shop.ts';
import { createUnderstandWorker } from '../understand/contacts/worker.server.ts';

const USAGE = 'npm run import -- --shop SHOP --orders FILE [--currency EUR] [--timezone Europe/Rome]';

/** What was asked for cannot be done as asked; the message is all that is shown. */
class WrongUse extends Error {}

interface Asked {
  shop: string;
  orders: string;
  currency: string;
  timezone: string;
}

function readOptions(): Asked {
  const text = { type: 'string' } as const;
  const options = { shop: text, orders: text, currency: text, timezone: text };
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    throw new WrongUse(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
  const { shop, orders, currency = 'EUR', timezone = 'UTC' } = values;
  if (!shop) throw new WrongUse(`--shop is missing: into which shop, for instance my-shop.myshopify.com?\n${USAGE}`);
  if (!/^[a-z0-9][a-z0-9.-]*$/i.test(shop)) throw new WrongUse(`--shop is a domain, which "${shop}" is not.`);
  if (!orders) throw new WrongUse(`--orders is missing: from which file?\n${USAGE}`);
  if (!/^[A-Z]{3}$/.test(currency)) throw new WrongUse(`--currency is a code such as EUR, not "${currency}".`);
  if (!isZone(timezone)) throw new WrongUse(`--timezone is a zone such as Europe/Rome, not "${timezone}".`);
  // npm runs scripts in the project's folder; a file is meant from where the person stands
  const file = resolve(process.env.INIT_CWD ?? process.cwd(), orders);
  if (!existsSync(file)) throw new WrongUse(`There is no file ${file}.`);
  if (!statSync(file).isFile()) throw new WrongUse(`${file} is not a file.`);
  return { shop, orders: file, currency, timezone };
}

function migrate(): void {
  execFileSync(process.execPath, ['scripts/migrate.ts'], { env: { ...process.env, QUIET: '1' }, stdio: 'inherit' });
}

/** Opens the database, first bringing it to the current schema when it has none. */
async function openReady(url: string): Promise<Database> {
  if (url.startsWith('file:') && !existsSync(url.slice('file:'.length))) migrate();
  const db = openDatabase(url);
  const ready = await db.read
    .selectFrom('shop')
    .select('shop')
    .limit(1)
    .execute()
    .then(
      () => true,
      () => false,
    );
  if (ready) return db;
  await db.close();
  migrate();
  return openDatabase(url);
}

async function makeKnown(db: Database, { shop, currency, timezone }: Asked): Promise<void> {
  const known = await db.read.selectFrom('shop').select('shop').where('shop', '=', shop).executeTakeFirst();
  if (known) return;
  await db.write((trx) => insertShop(trx, shop, { name: shop, currency, timezone }, systemClock.now()));
  console.log(`${shop} is new: its currency is ${currency}, its days are those of ${timezone}.`);
}

/** Turns what was read into contacts, with their scores and groups, before the command ends. */
async function understand(db: Database): Promise<void> {
  const log = createLog(process.env.LOG_LEVEL ?? 'warn');
  const worker = createUnderstandWorker({
    db,
    clock: systemClock,
    log,
    // imported orders are history: they start nothing in the wings behind
    wanted: new Set(),
    ports: contactPorts,
  });
  await createRunner({ clock: systemClock, log, workers: [worker] }).drain();
}

const count = (many: number, what: string) => `${many} ${what}${many === 1 ? '' : 's'}`;

async function report(db: Database, shop: string, summary: ImportSummary): Promise<void> {
  const { contacts } = await db.read
    .selectFrom('contact')
    .select((eb) => eb.fn.countAll<number>().as('contacts'))
    .where('shop', '=', shop)
    .executeTakeFirstOrThrow();
  const { orders, lines, refused } = summary;
  const said = `${count(orders, 'order')} from ${count(lines, 'line')}, ${count(refused, 'line')} refused`;
  console.log(`${said}; ${shop} now has ${count(contacts, 'contact')}.`);
}

async function main(): Promise<void> {
  const asked = readOptions();
  const db = await openReady(readDatabaseEnv(process.env).DATABASE_URL);
  try {
    await makeKnown(db, asked);
    const summary = await createImportsService({ db, clock: systemClock }).importOrders(
      asked.shop,
      createReadStream(asked.orders, { highWaterMark: 256 * 1024 }),
      { onRefused: ({ line, reason }) => console.error(`line ${line}: ${reason}`) },
    );
    await understand(db);
    await report(db, asked.shop, summary);
  } finally {
    await db.close();
  }
}

function explain(error: unknown): string {
  if (error instanceof WrongUse || error instanceof NotOrders || error instanceof EnvironmentError) {
    return error.message;
  }
  return `The import failed: ${error instanceof Error ? error.message : String(error)}`;
}

try {
  await main();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
