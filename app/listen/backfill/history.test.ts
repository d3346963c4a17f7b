// Against the local Shopify: the real schema, real tokens, and the payloads that its webhooks would have carried.
import { Session } from '@shopify/shopify-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API_KEY, API_SECRET, openTestDevstore, type TestDevstore } from '../../../devstore/test/open-test-devstore.ts';
import { orderPayload } from '../../../devstore/src/webhooks/payloads/order.ts';
import { productPayload } from '../../../devstore/src/webhooks/payloads/product.ts';
import { createTestDatabase, DIALECTS, type Dialect, type TestDatabase } from '../../../test/databases.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createAdmin } from '../../platform/shopify/admin/admin.server.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import { parseProduct } from '../catalog/parse-product.ts';
import { nothingHeard } from '../heard.ts';
import { applyHeard } from '../apply.server.ts';
import { parseOrder } from '../orders/parse-order.ts';
import { parseJson } from '../payload.ts';
import { createHistoryHandler } from './history-handler.server.ts';
import { createProductCostHandler } from './product-cost-handler.server.ts';

interface Setting {
  test: TestDatabase;
  shop: string;
  far: TestDevstore;
  clock: ManualClock;
  admin: ReturnType<typeof createAdmin>;
  /** requests to the Admin API from now on that fail, by their number */
  failing: Set<number>;
}

async function set(dialect: Dialect): Promise<Setting> {
  const test = await createTestDatabase(dialect);
  const far = openTestDevstore();
  const shop = far.devstore.store.shop.domain;
  const clock = new ManualClock(far.devstore.clock.now());
  const { scopes } = far.devstore.appConfig();
  far.devstore.store.app.install(scopes);
  const { accessToken } = far.devstore.tokens.grantOffline(scopes, { expiring: false });
  const session = new Session({ id: `offline_${shop}`, shop, state: '', isOnline: false, accessToken });
  const failing = new Set<number>();
  let requests = 0;
  const admin = createAdmin({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    sessions: { loadSession: async () => session, storeSession: async () => true },
    clock,
    log: silentLog,
    wait: async () => {},
    fetch: (async (url: string, init: RequestInit) => {
      if (failing.has(requests++)) throw new Error('the connection was lost');
      return far.web.request(String(url).replace(/^https:\/\/[^/]+/, 'http://localhost'), init);
    }) as typeof fetch,
  });
  const row = { shop, name: 'A', currency: 'EUR', timezone: 'Europe/Rome', ingest_key: 'k', installed_at: 1 };
  await test.db.write((trx) => trx.insertInto('shop').values(row).execute());
  return { test, shop, far, clock, admin, failing };
}

describe.each(DIALECTS)('the history of a shop [%s]', (dialect) => {
  let at: Setting;
  beforeEach(async () => {
    at = await set(dialect);
    await at.test.db.write((trx) =>
      queueTask(trx, at.shop, { id: 'history', kind: 'history', dueAt: at.clock.now() }, { again: true }),
    );
  });
  afterEach(() => at.test.dispose());

  const worker = (db = at.test.db) => {
    const options = { db, clock: at.clock, log: silentLog, admin: at.admin };
    const handlers = { history: createHistoryHandler(options), 'product-cost': createProductCostHandler(options) };
    return createTasksWorker({ ...options, handlers });
  };
  async function runToEnd(db = at.test.db) {
    for (let slices = 0; slices < 50; slices++) {
      const next = await worker(db).run(at.shop);
      if (next === null) return slices + 1;
      at.clock.set(Math.max(at.clock.now(), next));
    }
    throw new Error('the history does not end');
  }
  const task = () =>
    at.test.db.read.selectFrom('task').selectAll().where('id', '=', 'history').executeTakeFirstOrThrow();
  const rows = async () => {
    const { read } = at.test.db;
    const [products, variants, customers, orders, lines, refunds, facts] = await Promise.all([
      read.selectFrom('product').selectAll().orderBy('id').execute(),
      read.selectFrom('variant').selectAll().orderBy('id').execute(),
      read.selectFrom('customer').selectAll().orderBy('id').execute(),
      read.selectFrom('orders').selectAll().orderBy('id').execute(),
      read.selectFrom('order_line').selectAll().orderBy('order_id').orderBy('id').execute(),
      read.selectFrom('refund').selectAll().orderBy('id').execute(),
      read.selectFrom('fact').selectAll().orderBy('id').execute(),
    ]);
    const timeless = facts.map((fact) => ({ ...fact, received_at: 0 }));
    return { products, variants, customers, orders, lines, refunds, facts: timeless };
  };

  it('is read whole: products with costs, customers with consent, orders with lines, refunds and origin', async () => {
    await runToEnd();
    const { store } = at.far.devstore;
    const read = await rows();
    expect(read.products).toHaveLength(store.products.all().length);
    expect(read.customers).toHaveLength(store.customers.all().length);
    expect(read.orders).toHaveLength(store.orders.all().length);
    expect(read.lines).toHaveLength(store.orders.all().flatMap((order) => order.lines).length);
    expect(read.variants.some((variant) => (variant.unit_cost ?? 0) > 0)).toBe(true);
    expect(read.orders.some((order) => order.utm !== null)).toBe(true);
    expect(read.facts.every((fact) => JSON.parse(fact.data).history === true)).toBe(true);
    expect(new Set(read.facts.map((fact) => fact.kind))).toContain('consent.changed');
    const total = store.products.all().length + store.customers.all().length + store.orders.all().length;
    expect(await task()).toMatchObject({ state: 'done', done_count: total, total_count: total });
  });

  it('goes on after a lost connection and a crash at a write, and ends in the same rows', async () => {
    await runToEnd();
    const whole = await rows();
    await at.test.dispose();
    at = await set(dialect);
    await at.test.db.write((trx) =>
      queueTask(trx, at.shop, { id: 'history', kind: 'history', dueAt: at.clock.now() }, { again: true }),
    );
    for (const request of [2, 3, 4, 5, 6, 7]) at.failing.add(request);
    let writes = 0;
    const faulty = at.test.reopen((sql) => {
      if (/insert into "orders"/.test(sql) && writes++ === 0) throw new Error('power lost');
    });
    await runToEnd(faulty);
    expect(writes).toBeGreaterThan(1);
    expect(await task()).toMatchObject({ state: 'done' });
    const counts = (all: Awaited<ReturnType<typeof rows>>) => Object.values(all).map((list) => list.length);
    expect(counts(await rows())).toEqual(counts(whole));
  });

  it('read again changes nothing', async () => {
    await runToEnd();
    const once = await rows();
    await at.test.db.write((trx) =>
      queueTask(trx, at.shop, { id: 'history', kind: 'history', dueAt: at.clock.now() }, { again: true }),
    );
    await runToEnd();
    expect(await rows()).toEqual(once);
  });

  it('and the webhooks of the same orders and products tell the same', async () => {
    await runToEnd();
    const read = await rows();
    const heard = nothingHeard();
    const { store, config } = at.far.devstore;
    const context = { store, origin: config.origin };
    for (const order of context.store.orders.all()) {
      const told = parseOrder(parseJson(JSON.stringify(orderPayload(context, order))), { created: true });
      heard.orders.push(...(told.orders ?? []));
      heard.refunds.push(...(told.refunds ?? []));
    }
    for (const product of context.store.products.all()) {
      const payload = parseJson(JSON.stringify(productPayload(context, product)));
      heard.products.push(...(parseProduct(payload, { currency: 'EUR' }).products ?? []));
    }
    // heard a second later: also what is told with the same instant is written again
    await at.test.db.write((trx) => applyHeard(trx, at.shop, { ...heard, history: true }, at.clock.now()));
    const after = await rows();
    expect(after.orders).toEqual(read.orders);
    expect(after.lines).toEqual(read.lines);
    expect(after.refunds).toEqual(read.refunds);
    expect(after.products).toEqual(read.products);
    expect(after.variants).toEqual(read.variants);
  });

  it('of a product whose cost changed is asked for when a webhook tells of the product', async () => {
    await runToEnd();
    const product = (await rows()).products[0]!;
    await at.test.db.write((trx) => trx.updateTable('variant').set({ unit_cost: null }).execute());
    const cost = { id: 'c', kind: 'product-cost', cursor: product.id, dueAt: at.clock.now() };
    await at.test.db.write((trx) => queueTask(trx, at.shop, cost));
    await runToEnd();
    const costed = (await rows()).variants.filter((variant) => variant.unit_cost !== null);
    expect(new Set(costed.map((variant) => variant.product_id))).toEqual(new Set([product.id]));
  });
});
