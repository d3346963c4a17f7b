// Webhooks applied a second: from the captured row to profile, score, RFM cell and credit, beside a bare loop that writes the
// same rows with one prepared statement each.
import BetterSqlite from 'better-sqlite3';
import pg from 'pg';
import { contactPorts } from '../app/contact-ports.server.ts';
import { createDecideWorker, DECIDE_KINDS } from '../app/decide/journeys/decide-worker.server.ts';
import { createLearnWorker, LEARN_KINDS } from '../app/learn/credit/learn-worker.server.ts';
import { PROGRESS } from '../app/listen/facts/fact.ts';
import { createCapture } from '../app/listen/inbox/capture.server.ts';
import { createInboxWorker } from '../app/listen/inbox/worker.server.ts';
import { systemClock } from '../app/platform/clock/clock.ts';
import type { Database, Tables } from '../app/platform/db/db.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { silentLog } from '../app/platform/log/log.ts';
import type { Worker } from '../app/platform/work/worker.ts';
import { createUnderstandWorker } from '../app/understand/contacts/worker.server.ts';
import { startPostgres } from '../test/postgres.ts';
import { createBenchDatabase, SHOP } from './app-process.ts';
import { type Figure, figure } from './figure.ts';
import { orderPayload } from './order-payload.ts';

export const prefix = 'loop.apply';

const WEBHOOKS = 6000;
const ROUNDS = 3;
/** rows of the bare loop committed together, as many as a batch of the app's */
const BARE_BATCH = 100;
const LEAST_RATE = { sqlite: 1000, postgres: 500 };
const LEAST_RATIO = 0.1;

/** Every table that an order's webhook writes to, in an order that its references allow. */
const WRITTEN = [
  'inbox',
  'customer',
  'checkout',
  'orders',
  'order_line',
  'fact',
  'identity',
  'link',
  'sighting',
  'consent',
  'score_entry',
  'contact',
  'decision',
] as const satisfies readonly (keyof Tables)[];

export async function* figures(): AsyncGenerator<Figure> {
  yield await compare('sqlite');
  const server = await startPostgres();
  try {
    yield await compare('postgres', server.url);
  } finally {
    await server.stop();
  }
}

async function compare(dialect: 'sqlite' | 'postgres', serverUrl?: string): Promise<Figure> {
  const runs: { applied: number; bare: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) runs.push(await measure(serverUrl));
  const median = (rates: number[]) => rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;
  const value = median(runs.map((run) => run.applied));
  const baseline = median(runs.map((run) => run.bare));
  return figure({
    name: `loop.apply.${dialect}`,
    value,
    unit: 'webhooks/s',
    baseline,
    must: `>= ${LEAST_RATE[dialect]}/s and >= ${LEAST_RATIO} x a bare loop writing the same rows`,
    ok: value >= LEAST_RATE[dialect] && value / baseline >= LEAST_RATIO,
  });
}

async function measure(serverUrl?: string): Promise<{ applied: number; bare: number }> {
  const made = await createBenchDatabase(serverUrl);
  const empty = await createBenchDatabase(serverUrl);
  const db = openDatabase(made.url);
  try {
    await capture(db);
    const applied = await rate(() => applyAll(db));
    const tables = await writtenRows(db);
    const bare = await rate(() => (serverUrl ? barePostgres(empty.url, tables) : bareSqlite(empty.url, tables)));
    return { applied, bare };
  } finally {
    await db.close();
    await made.dispose();
    await empty.dispose();
  }
}

async function rate(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return WEBHOOKS / ((performance.now() - started) / 1000);
}

async function capture(db: Database): Promise<void> {
  const capture = createCapture({ db, clock: systemClock, wake: () => {} });
  const at = new Date().toISOString();
  const deliveries = Array.from({ length: WEBHOOKS }, (_, index) =>
    capture.store({
      shop: SHOP,
      id: `bench-${index}`,
      topic: 'orders/create',
      apiVersion: '2026-10',
      eventId: `event-${index}`,
      triggeredAt: Date.parse(at),
      payload: orderPayload(10_000 + index, at),
    }),
  );
  await Promise.all(deliveries);
}

/** As the app's runner does: a slice of each in turn, until nothing is left. */
async function applyAll(db: Database): Promise<void> {
  const common = { db, clock: systemClock, log: silentLog };
  const workers: Worker[] = [
    createInboxWorker(common),
    createUnderstandWorker({ ...common, wanted: new Set([...DECIDE_KINDS, ...LEARN_KINDS]), ports: contactPorts }),
    createDecideWorker({ ...common, learns: LEARN_KINDS }),
    createLearnWorker(common),
  ];
  for (let isBusy = true; isBusy;) {
    isBusy = false;
    for (const worker of workers) {
      const again = await worker.run(SHOP);
      isBusy ||= again !== null && again <= systemClock.now();
    }
  }
  const behind = await db.read
    .selectFrom('fact')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('progress', '<', PROGRESS.learned)
    .executeTakeFirstOrThrow();
  const orders = await db.read
    .selectFrom('contact')
    .select((eb) => eb.fn.sum<number>('orders_count').as('count'))
    .executeTakeFirstOrThrow();
  if (behind.count > 0 || orders.count !== WEBHOOKS) {
    throw new Error(`${orders.count} of ${WEBHOOKS} orders are in profiles, ${behind.count} facts are not learned`);
  }
}

interface Written {
  table: string;
  columns: string[];
  rows: unknown[][];
}

async function writtenRows(db: Database): Promise<Written[]> {
  const all: Written[] = [];
  for (const table of WRITTEN) {
    const rows: Record<string, unknown>[] = await db.read.selectFrom(table).selectAll().execute();
    const columns = Object.keys(rows[0] ?? {});
    all.push({ table, columns, rows: rows.map((row) => columns.map((column) => row[column])) });
  }
  return all;
}

const quoted = (columns: readonly string[]) => columns.map((column) => `"${column}"`).join(', ');

async function bareSqlite(url: string, tables: readonly Written[]): Promise<void> {
  const connection = new BetterSqlite(url.slice('file:'.length));
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  for (const { table, columns, rows } of tables) {
    if (rows.length === 0) continue;
    const insert = connection.prepare(
      `insert into "${table}" (${quoted(columns)}) values (${columns.map(() => '?').join(', ')})`,
    );
    const insertAll = connection.transaction((some: unknown[][]) => {
      for (const row of some) insert.run(...row);
    });
    for (let start = 0; start < rows.length; start += BARE_BATCH) {
      insertAll.immediate(rows.slice(start, start + BARE_BATCH));
    }
  }
  connection.close();
}

async function barePostgres(url: string, tables: readonly Written[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const { table, columns, rows } of tables) {
    const places = columns.map((_, index) => `$${index + 1}`).join(', ');
    const text = `insert into "${table}" (${quoted(columns)}) values (${places})`;
    for (let start = 0; start < rows.length; start += BARE_BATCH) {
      await client.query('begin');
      for (const values of rows.slice(start, start + BARE_BATCH)) {
        await client.query({ name: `bare ${table}`, text, values });
      }
      await client.query('commit');
    }
  }
  await client.end();
}
