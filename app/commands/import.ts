// npm run import -- --shop S --orders FILE, or --customers FILE
import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { contactPorts } from '../contact-ports.server.ts';
import { storedInWords } from '../listen/imports/bad-line.ts';
import { RefusedFile } from '../listen/imports/refused-file.ts';
import { createImportsService } from '../listen/imports/import-orders.server.ts';
import { systemClock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/db.ts';
import { openDatabase } from '../platform/db/open.server.ts';
import { EnvironmentError, readDatabaseEnv } from '../platform/env.server.ts';
import { createLog } from '../platform/log/log.ts';
import { createRunner } from '../platform/work/runner.server.ts';
import { insertShop } from '../shop/install/new-shop.ts';
import { createUnderstandWorker } from '../understand/contacts/worker.server.ts';
import { importCustomers, NotContacts } from './import-customers.ts';
import { type AskedImport, readImportOptions, WrongUse } from './import-options.ts';

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

async function makeKnown(db: Database, { shop, currency, timezone }: AskedImport): Promise<void> {
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

async function contactsOf(db: Database, shop: string): Promise<string> {
  const { contacts } = await db.read
    .selectFrom('contact')
    .select((eb) => eb.fn.countAll<number>().as('contacts'))
    .where('shop', '=', shop)
    .executeTakeFirstOrThrow();
  return `${shop} now has ${count(contacts, 'contact')}`;
}

/** @returns what came of it, in words */
async function importOrders(db: Database, { shop, file }: AskedImport): Promise<string> {
  const { orders, lines, refused } = await createImportsService({ db, clock: systemClock }).importOrders(
    shop,
    createReadStream(file, { highWaterMark: 256 * 1024 }),
    { onRefused: ({ line, reason }) => console.error(`line ${line}: ${storedInWords(reason)}`) },
  );
  return `${count(orders, 'order')} from ${count(lines, 'line')}, ${count(refused, 'line')} refused`;
}

async function main(): Promise<void> {
  const asked = readImportOptions();
  const db = await openReady(readDatabaseEnv(process.env).DATABASE_URL);
  try {
    await makeKnown(db, asked);
    const outcome = asked.kind === 'orders' ? await importOrders(db, asked) : await importCustomers(db, asked);
    await understand(db);
    console.log(`${outcome}; ${await contactsOf(db, asked.shop)}.`);
  } finally {
    await db.close();
  }
}

function explain(error: unknown): string {
  if (
    error instanceof WrongUse ||
    error instanceof RefusedFile ||
    error instanceof NotContacts ||
    error instanceof EnvironmentError
  ) {
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
