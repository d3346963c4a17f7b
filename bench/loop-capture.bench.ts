// Webhooks captured a second: verified, durable, acknowledged, while the worker drains the inbox.
import { fork, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { startPostgres } from '../test/postgres.ts';
import { type BenchDatabase, createBenchDatabase, freePort, SECRET, SHOP } from './app-process.ts';
import { type Figure, figure, type Wants } from './figure.ts';
import { load, type LoadResult, postBytes } from './load.ts';
import { orderPayload } from './order-payload.ts';

export const prefix = 'loop.capture';

const CONNECTIONS = 64;
const WARM_UP_MS = 700;
const RUN_MS = 3000;
const ROUNDS = 3;
const PREPARED = 60_000;

type Kind = 'door' | 'hmac' | 'authenticate';

interface Measured extends LoadResult {
  kind: Kind;
  /** deliveries that the worker applied while the load ran */
  drained: number;
}

export async function* figures(wants: Wants): AsyncGenerator<Figure> {
  const requests = prepare();
  if (wants('loop.capture.sqlite')) yield* onSqlite(requests);
  if (wants('loop.capture.postgres')) yield* onPostgres(requests);
}

async function* onSqlite(requests: readonly Buffer[]): AsyncGenerator<Figure> {
  const sqlite = await compare(requests, ['authenticate', 'hmac', 'door'], () => createBenchDatabase());
  const door = sqlite('door');
  const hmac = sqlite('hmac');
  yield rate('loop.capture.sqlite.vs_authenticate_webhook', door, sqlite('authenticate'), 15);
  yield rate('loop.capture.sqlite.vs_hmac_only', door, hmac, 0.5);
  yield figure({
    name: 'loop.capture.sqlite.p99',
    value: door.p99,
    unit: 'ms',
    baseline: hmac.p99,
    must: '<= 20 ms',
    ok: door.p99 <= 20,
  });
  yield drained('loop.capture.sqlite.drained', door);
}

async function* onPostgres(requests: readonly Buffer[]): AsyncGenerator<Figure> {
  const server = await startPostgres();
  try {
    const postgres = await compare(requests, ['hmac', 'door'], () => createBenchDatabase(server.url));
    yield rate('loop.capture.postgres.vs_hmac_only', postgres('door'), postgres('hmac'), 0.4);
    yield drained('loop.capture.postgres.drained', postgres('door'));
  } finally {
    await server.stop();
  }
}

function rate(name: string, measured: Measured, baseline: Measured, must: number): Figure {
  const ratio = measured.rate / baseline.rate;
  return figure({
    name,
    value: measured.rate,
    unit: 'webhooks/s',
    baseline: baseline.rate,
    must: `>= ${must} x the baseline`,
    ok: ratio >= must,
  });
}

/** Shows that the worker was not starved to make the door look fast. */
function drained(name: string, { drained: rows, rate: captured }: Measured): Figure {
  const value = rows / (RUN_MS / 1000);
  return figure({ name, value, unit: 'webhooks/s', baseline: captured, must: '> 0 while captured', ok: rows > 0 });
}

/** Runs the servers in turn, each a few times on a database of its own, and gives the median run of each. */
async function compare(
  requests: readonly Buffer[],
  kinds: readonly Kind[],
  createDatabase: () => Promise<BenchDatabase>,
): Promise<(kind: Kind) => Measured> {
  const runs: Measured[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of kinds) runs.push(await measure(kind, requests, createDatabase));
  }
  return (kind) => {
    const own = runs.filter((run) => run.kind === kind).sort((a, b) => a.rate - b.rate);
    const median = own[Math.floor(own.length / 2)];
    if (!median) throw new Error(`${kind} was not measured`);
    return median;
  };
}

async function measure(
  kind: Kind,
  requests: readonly Buffer[],
  createDatabase: () => Promise<BenchDatabase>,
): Promise<Measured> {
  const database = await createDatabase();
  const port = await freePort();
  const child = await start(kind, port, database.url);
  try {
    let sent = 0;
    const next = () => requests[sent++] ?? null;
    await load({ port, connections: CONNECTIONS, milliseconds: WARM_UP_MS, next });
    const before = await appliedIn(database.url);
    const result = await load({ port, connections: CONNECTIONS, milliseconds: RUN_MS, next });
    const after = await appliedIn(database.url);
    const wrong = [...result.statuses].filter(([status]) => status !== 200);
    if (wrong.length > 0) throw new Error(`${kind} answered ${wrong.map(([status, count]) => `${count} x ${status}`)}`);
    return { kind, ...result, drained: after - before };
  } finally {
    await end(child);
    await database.dispose();
  }
}

async function appliedIn(url: string): Promise<number> {
  const db = openDatabase(url);
  try {
    const rows = await db.read
      .selectFrom('orders')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .execute();
    return Number(rows[0]?.count ?? 0);
  } finally {
    await db.close();
  }
}

/** Signed beforehand, each with an order and a delivery id of its own. */
function prepare(): Buffer[] {
  const at = new Date().toISOString();
  return Array.from({ length: PREPARED }, (_, index) => {
    const body = orderPayload(10_000 + index, at);
    return postBytes(
      '/webhooks',
      {
        'content-type': 'application/json',
        'x-shopify-topic': 'orders/create',
        'x-shopify-shop-domain': SHOP,
        'x-shopify-api-version': '2026-10',
        'x-shopify-webhook-id': `bench-${index}`,
        'x-shopify-event-id': `event-${index}`,
        'x-shopify-triggered-at': at,
        'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
      },
      body,
    );
  });
}

async function start(kind: Kind, port: number, databaseUrl: string): Promise<ChildProcess> {
  const child = fork('bench/capture-server.ts', [kind], {
    // Shopify's library greets on standard output, where the figures go
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, PORT: String(port), DATABASE_URL: databaseUrl, SHOPIFY_API_SECRET: SECRET },
  });
  await new Promise<void>((ready, failed) => {
    child.once('message', () => ready());
    child.once('exit', (code) => failed(new Error(`the ${kind} server ended with ${code}`)));
  });
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
