import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createCapture } from './capture.server.ts';
import { payloadText } from './payloads.fixture.ts';
import { createInboxWorker } from './worker.server.ts';

export const SHOP = 'test.myshopify.com';

export async function installShop(db: Database): Promise<void> {
  await db.write((trx) =>
    trx
      .insertInto('shop')
      .values({
        shop: SHOP,
        name: 'Test',
        currency: 'EUR',
        timezone: 'Europe/Rome',
        ingest_key: 'test-ingest-key',
        installed_at: 1000,
      })
      .execute(),
  );
}

let delivered = 0;

/** Deliveries with ids in their order. */
export async function capture(
  db: Database,
  clock: Clock,
  deliveries: readonly (readonly [topic: string, payload: unknown])[],
  shop = SHOP,
  triggeredAt: number | null = null,
): Promise<void> {
  const { store } = createCapture({ db, clock, wake: () => {} });
  for (const [topic, payload] of deliveries) {
    const id = `w-${String(delivered++).padStart(8, '0')}`;
    await store({ shop, id, topic, apiVersion: null, eventId: null, triggeredAt, payload: payloadText(payload) });
  }
}

/** Runs the worker until nothing is due. */
export async function drain(db: Database, clock: Clock): Promise<void> {
  const worker = createInboxWorker({ db, clock, log: silentLog });
  for (let at: number | null = 0; at !== null && at <= clock.now();) at = await worker.run(SHOP);
}

/** All that listening writes, in a stable order. */
export async function snapshot(db: Database) {
  return {
    shop: await db.read.selectFrom('shop').selectAll().orderBy('shop').execute(),
    inbox: await db.read.selectFrom('inbox').selectAll().orderBy('id').execute(),
    product: await db.read.selectFrom('product').selectAll().orderBy('id').execute(),
    variant: await db.read.selectFrom('variant').selectAll().orderBy('id').execute(),
    customer: await db.read.selectFrom('customer').selectAll().orderBy('id').execute(),
    cart: await db.read.selectFrom('cart').selectAll().orderBy('token').execute(),
    cart_line: await db.read.selectFrom('cart_line').selectAll().orderBy('cart_token').orderBy('product_id').execute(),
    checkout: await db.read.selectFrom('checkout').selectAll().orderBy('token').execute(),
    orders: await db.read.selectFrom('orders').selectAll().orderBy('id').execute(),
    order_line: await db.read.selectFrom('order_line').selectAll().orderBy('order_id').orderBy('id').execute(),
    refund: await db.read.selectFrom('refund').selectAll().orderBy('id').execute(),
    fact: await db.read.selectFrom('fact').selectAll().orderBy('id').execute(),
    task: await db.read.selectFrom('task').selectAll().orderBy('id').execute(),
  };
}

const WRITTEN = [
  ...(['fact', 'task', 'order_line', 'orders', 'refund', 'checkout', 'cart_line', 'cart'] as const),
  ...(['customer', 'variant', 'product', 'inbox'] as const),
];

/** Forgets everything but the shop. */
export async function forgetAll(db: Database): Promise<void> {
  await db.write(async (trx) => {
    for (const table of WRITTEN) await trx.deleteFrom(table).execute();
  });
}
