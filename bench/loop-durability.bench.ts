// Acknowledged webhooks lost or applied twice, over real kills of the real server under load. Must be 0.
import { createHmac } from 'node:crypto';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { startPostgres } from '../test/postgres.ts';
import { createBenchDatabase, endAppProcess, SECRET, SHOP, startAppProcess } from './app-process.ts';
import { type Figure, figure, type Wants } from './figure.ts';
import { orderPayload } from './order-payload.ts';

export const prefix = 'loop.durability';

const KILLS = 20;
const CONNECTIONS = 32;
/** every tenth webhook is delivered twice, as Shopify does when an answer is late */
const DOUBLED_EACH = 10;

async function deliver(origin: string, id: number, deliveryId: string): Promise<boolean> {
  const body = orderPayload(id);
  try {
    const response = await fetch(`${origin}/webhooks`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-shopify-topic': 'orders/create',
        'x-shopify-shop-domain': SHOP,
        'x-shopify-api-version': '2026-10',
        'x-shopify-webhook-id': deliveryId,
        'x-shopify-triggered-at': new Date().toISOString(),
        'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
      },
    });
    return response.status === 200;
  } catch {
    return false;
  }
}

async function settled(url: string): Promise<void> {
  const db = openDatabase(url);
  try {
    const deadline = performance.now() + 120_000;
    while (performance.now() < deadline) {
      const inbox = await db.read.selectFrom('inbox').select('id').where('state', '=', 'queued').limit(1).execute();
      const facts = await db.read.selectFrom('fact').select('id').where('progress', '<', 3).limit(1).execute();
      if (inbox.length === 0 && facts.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the rows were not worked off');
  } finally {
    await db.close();
  }
}

/** Counts what is wrong at the end: acknowledged orders that are missing, and orders that count more than once. */
async function wrongs(url: string, acknowledged: ReadonlySet<number>): Promise<number> {
  const db = openDatabase(url);
  try {
    const orders = await db.read.selectFrom('orders').select(['id', 'total']).where('shop', '=', SHOP).execute();
    const known = new Set(orders.map((order) => Number(order.id)));
    const lost = [...acknowledged].filter((id) => !known.has(id)).length;
    const contacts = await db.read
      .selectFrom('contact')
      .select((eb) => [eb.fn.sum<number>('orders_count').as('orders'), eb.fn.sum<number>('net_spent').as('net')])
      .where('shop', '=', SHOP)
      .executeTakeFirstOrThrow();
    const placed = await db.read
      .selectFrom('fact')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('kind', '=', 'order.placed')
      .executeTakeFirstOrThrow();
    const net = orders.reduce((sum, order) => sum + order.total, 0);
    const twice = Math.abs(Number(contacts.orders) - orders.length) + Math.abs(placed.count - orders.length);
    return lost + twice + (Number(contacts.net) === net ? 0 : 1);
  } finally {
    await db.close();
  }
}

async function killUnderLoad(url: string): Promise<{ acknowledged: number; wrong: number }> {
  const acknowledged = new Set<number>();
  let next = 1_000_000;
  for (let kill = 0; kill < KILLS; kill++) {
    const { origin, child } = await startAppProcess(url);
    let loading = true;
    const clients = Array.from({ length: CONNECTIONS }, async () => {
      while (loading) {
        const id = next++;
        const deliveryId = `delivery-${id}`;
        if (await deliver(origin, id, deliveryId)) acknowledged.add(id);
        if (id % DOUBLED_EACH === 0) await deliver(origin, id, deliveryId);
      }
    });
    // a different moment each time: in the middle of captures, of inbox batches, of folds
    await new Promise((resolve) => setTimeout(resolve, 150 + kill * 25));
    await endAppProcess(child, 'SIGKILL');
    loading = false;
    await Promise.all(clients);
  }
  const { child } = await startAppProcess(url);
  await settled(url);
  await endAppProcess(child, 'SIGTERM');
  return { acknowledged: acknowledged.size, wrong: await wrongs(url, acknowledged) };
}

export async function* figures(wants: Wants): AsyncIterable<Figure> {
  const postgres = await startPostgres();
  try {
    for (const [name, base] of [
      ['sqlite', undefined],
      ['postgres', postgres.url],
    ] as const) {
      if (!wants(`loop.durability.${name}`)) continue;
      const database = await createBenchDatabase(base);
      const { acknowledged, wrong } = await killUnderLoad(database.url);
      await database.dispose();
      yield figure({
        name: `loop.durability.${name}`,
        value: wrong,
        unit: `webhooks lost or applied twice after ${KILLS} kills`,
        baseline: acknowledged,
        must: 'value = 0, baseline (acknowledged webhooks) > 1000',
        ok: wrong === 0 && acknowledged > 1000,
      });
    }
  } finally {
    await postgres.stop();
  }
}
