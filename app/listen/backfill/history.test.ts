// Against the local Shopify: the real schema, real tokens, and the payloads that its webhooks would have carried.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderPayload } from '../../../devstore/src/webhooks/payloads/order.ts';
import { productPayload } from '../../../devstore/src/webhooks/payloads/product.ts';
import { DIALECTS } from '../../../test/databases.ts';
import { DAY } from '../../platform/clock/clock.ts';
import type { TypedDocumentString } from '../../platform/shopify/generated/graphql.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import { applyHeard } from '../apply.server.ts';
import { parseProduct } from '../catalog/parse-product.ts';
import { nothingHeard } from '../heard.ts';
import { parseOrder } from '../orders/parse-order.ts';
import { parseJson } from '../payload.ts';
import { hearBulkFinished } from './bulk-finished.server.ts';
import { openSetting, type Setting } from './history-in-test.ts';

describe.each(DIALECTS)('the history of a shop [%s]', (dialect) => {
  let at: Setting;
  beforeEach(async () => {
    at = await openSetting(dialect);
    await at.ask();
  });
  afterEach(() => at.dispose());

  /** Slices until a part has come to a step. */
  async function runUntil(part: string, step: string) {
    for (let slice = 0; slice < 100; slice++) {
      const row = await at.test.db.read
        .selectFrom('task')
        .selectAll()
        .where('id', '=', `history:${part}`)
        .executeTakeFirst();
      if (row?.cursor?.includes(`"step":"${step}"`)) return row;
      const next = await at.worker().run(at.shop);
      await new Promise((resolve) => setTimeout(resolve, 1));
      at.far.devstore.clock.moveBy(Math.max(0, (next ?? 0) - at.clock.now()));
    }
    throw new Error(`${part} never came to ${step}`);
  }

  it('is read whole: products with costs, customers with consent, orders with lines, refunds and origin, articles', async () => {
    await at.runToEnd();
    const { store } = at.far.devstore;
    const read = await at.rows();
    expect(read.products).toHaveLength(store.products.all().length);
    expect(read.customers).toHaveLength(store.customers.all().length);
    expect(read.orders).toHaveLength(store.orders.all().length);
    expect(read.lines).toHaveLength(store.orders.all().flatMap((order) => order.lines).length);
    expect(read.variants.some((variant) => (variant.unit_cost ?? 0) > 0)).toBe(true);
    expect(read.orders.some((order) => order.utm !== null)).toBe(true);
    expect(read.articles.length).toBeGreaterThan(3);
    expect(read.articles[0]).toMatchObject({ blog_handle: 'journal', excerpt: expect.stringMatching(/^[^<]+$/) });
    expect(read.facts.every((fact) => JSON.parse(fact.data).history === true)).toBe(true);
    expect(new Set(read.facts.map((fact) => fact.kind))).toContain('consent.changed');
    for (const [part, all] of [
      ['products', store.products],
      ['customers', store.customers],
      ['orders', store.orders],
    ] as const) {
      const { length } = all.all();
      expect(await at.task(`history:${part}`)).toMatchObject({
        state: 'done',
        done_count: length,
        total_count: length,
      });
    }
    // one request writes the file, whatever it holds: no record is asked for alone
    expect(at.far.devstore.bulk.all()).toHaveLength(5);
  });

  it('goes on after lost connections and after a crash at each kind of write, and ends in the same rows', async () => {
    await at.runToEnd();
    const whole = await at.rows();
    await at.dispose();
    at = await openSetting(dialect);
    await at.ask();
    for (const request of [2, 5, 9, 13, 17, 20]) at.failing.add(request);
    const tables = ['product', 'variant', 'customer', 'orders', 'order_line', 'refund', 'fact', 'article'];
    const crashes = new Set([...tables.map((table) => `insert into "${table}"`), 'update "task" set "cursor"']);
    const faulty = at.test.reopen((sql) => {
      for (const crash of crashes) {
        if (!sql.startsWith(crash)) continue;
        crashes.delete(crash);
        throw new Error('power lost');
      }
    });
    await at.runToEnd(faulty);
    expect([...crashes]).toEqual([]);
    const counts = (all: Awaited<ReturnType<Setting['rows']>>) => Object.values(all).map((list) => list.length);
    expect(counts(await at.rows())).toEqual(counts(whole));
    expect(await at.task('history:orders')).toMatchObject({ state: 'done', done_count: whole.orders.length });
  });

  it('read again changes nothing', async () => {
    await at.runToEnd();
    const once = await at.rows();
    await at.ask();
    await at.runToEnd();
    expect(await at.rows()).toEqual(once);
    expect(await at.task('history:orders')).toMatchObject({ state: 'done', done_count: once.orders.length });
  });

  it('goes on with another token when its own expires in the middle, again and again', async () => {
    let renewals = 0;
    await at.runToEnd(at.test.db, (slice) => {
      if (slice % 3 === 0) at.far.devstore.tokens.expireAll();
      renewals = at.seen.urls.filter((url) => url.includes('/oauth/access_token')).length;
    });
    expect(renewals).toBeGreaterThan(2);
    expect((await at.rows()).orders).toHaveLength(at.far.devstore.store.orders.all().length);
  });

  it('starts an operation anew that failed, was cancelled, or whose file is no longer kept', async () => {
    const { adminFaults, store, clock, bulk } = at.far.devstore;
    adminFaults.set({ bulk: 'fail' });
    await runUntil('products', 'running');
    adminFaults.set({ bulk: 'cancel' });
    await runUntil('customers', 'running');
    adminFaults.set({ bulk: 'complete' });
    await runUntil('orders', 'reading');
    clock.moveBy(8 * DAY);
    await at.runToEnd();
    expect(bulk.all().length).toBeGreaterThan(6);
    const read = await at.rows();
    expect(read.products).toHaveLength(store.products.all().length);
    expect(read.customers).toHaveLength(store.customers.all().length);
    expect(read.orders).toHaveLength(store.orders.all().length);
  });

  it('is read page by page where Shopify does not give it in bulk', async () => {
    at.far.devstore.adminFaults.set({ bulk: 'deny' });
    await at.runToEnd();
    const read = await at.rows();
    expect(read.orders).toHaveLength(at.far.devstore.store.orders.all().length);
    expect(read.customers).toHaveLength(at.far.devstore.store.customers.all().length);
    const whole = await at.rows();
    at.far.devstore.adminFaults.set({ bulk: 'complete' });
    await at.ask();
    await at.runToEnd();
    expect(await at.rows()).toEqual(whole);
  });

  it('waits for its turn while as many operations run as Shopify allows', async () => {
    const { adminFaults, bulk } = at.far.devstore;
    adminFaults.set({ bulkPace: 5 });
    const ask = (query: string) =>
      at.admin(at.shop).query({ toString: () => query } as TypedDocumentString<unknown, Record<string, never>>);
    const other =
      'mutation { bulkOperationRunQuery(query: "{ orders { edges { node { id } } } }") { userErrors { code } } }';
    await Promise.all(Array.from({ length: 5 }, () => ask(other)));
    await at.runToEnd();
    expect(bulk.all().length).toBe(10);
    expect(await at.task('history:orders')).toMatchObject({ state: 'done' });
  });

  it('of the last sixty days is all there is without read_all_orders', async () => {
    at.grant(at.far.devstore.appConfig().scopes.filter((scope) => scope !== 'read_all_orders'));
    await at.runToEnd();
    const since = at.clock.now() - 60 * DAY;
    const recent = at.far.devstore.store.orders.all().filter((order) => Date.parse(order.createdAt) >= since);
    const read = (await at.rows()).orders;
    expect(Math.abs(read.length - recent.length)).toBeLessThan(3);
    expect(read.length).toBeLessThan(at.far.devstore.store.orders.all().length);
    expect(await at.parts().notices.list(at.shop)).toMatchObject([{ kind: 'orders_60_days' }]);
    at.grant(at.far.devstore.appConfig().scopes);
    await at.ask();
    await at.runToEnd();
    expect(await at.parts().notices.list(at.shop)).toEqual([]);
  });

  it('is complete without articles where the shop granted no access to them', async () => {
    at.grant(at.far.devstore.appConfig().scopes.filter((scope) => scope !== 'read_content'));
    await at.runToEnd();
    expect(await at.task('history:articles')).toMatchObject({
      state: 'done',
      reason: expect.stringMatching(/read_content/),
    });
    expect(await at.task('history:orders')).toMatchObject({ state: 'done' });
  });

  it('needs attention, and is not tried for ever, where the shop granted no access to orders', async () => {
    at.grant(at.far.devstore.appConfig().scopes.filter((scope) => !scope.includes('orders')));
    await at.runToEnd();
    expect(await at.task('history:orders')).toMatchObject({
      state: 'attention',
      reason: expect.stringMatching(/read_orders/),
    });
    expect(await at.task('history:customers')).toMatchObject({ state: 'done' });
  });

  it('is looked at at once when a webhook says that an operation has ended', async () => {
    at.far.devstore.adminFaults.set({ bulkPace: 1000 });
    const row = await runUntil('orders', 'running');
    const { operation } = JSON.parse(row.cursor ?? '') as { operation: string };
    const now = row.due_at - 1;
    await at.test.db.write((trx) => hearBulkFinished(trx, at.shop, ['gid://shopify/BulkOperation/1'], now));
    expect((await at.task('history:orders')).due_at).toBe(row.due_at);
    await at.test.db.write((trx) => hearBulkFinished(trx, at.shop, [operation], now));
    expect((await at.task('history:orders')).due_at).toBe(now);
  });

  it('and the webhooks of the same orders and products tell the same', async () => {
    await at.runToEnd();
    const read = await at.rows();
    const heard = nothingHeard();
    const { store, config } = at.far.devstore;
    const context = { store, origin: config.origin };
    for (const order of context.store.orders.all()) {
      const told = parseOrder(parseJson(JSON.stringify(orderPayload(context, order))), { created: true });
      heard.orders.push(...(told.orders ?? []));
      heard.refunds.push(...(told.refunds ?? []));
      heard.facts.push(...(told.facts ?? []).filter((fact) => fact.kind !== 'consent.changed'));
    }
    for (const product of context.store.products.all()) {
      const payload = parseJson(JSON.stringify(productPayload(context, product)));
      heard.products.push(...(parseProduct(payload, { currency: 'EUR' }).products ?? []));
    }
    // told a second later: also what is told with the same instant is written again
    const now = at.clock.now();
    await at.test.db.write((trx) => applyHeard(trx, at.shop, { ...heard, history: true }, now));
    const after = await at.rows();
    expect(after.orders).toEqual(read.orders);
    expect(after.lines).toEqual(read.lines);
    expect(after.refunds).toEqual(read.refunds);
    expect(after.products).toEqual(read.products);
    expect(after.variants).toEqual(read.variants);
    expect(after.facts).toEqual(read.facts);
  });

  it('tells which products are in which collections', async () => {
    await at.runToEnd();
    const { store } = at.far.devstore;
    const rows = await at.rows();
    expect(rows.collections).toHaveLength(store.collections.all().length);
    const pairs = store.products.all().flatMap(({ id, collectionIds }) => collectionIds.map((one) => `${one} ${id}`));
    expect(pairs.length).toBeGreaterThan(10);
    expect(rows.members).toEqual(pairs.sort());
  });

  it('of a product that was put into other collections, or of a changed collection, these are read', async () => {
    await at.runToEnd();
    const { store, clock } = at.far.devstore;
    const [product] = store.products.all();
    const added = store.collections.create('Winter');
    const collectionsOf = async () => (await at.rows()).members.filter((pair) => pair.endsWith(` ${product!.id}`));
    const members = { id: 'm', kind: 'collection-members', cursor: added.id, dueAt: at.clock.now() };
    // a collection that was not heard of has no products yet
    store.products.setCollections(product!.id, [added.id]);
    await at.test.db.write((trx) => queueTask(trx, at.shop, members));
    await at.runToEnd();
    expect(await collectionsOf()).not.toContain(`${added.id} ${product!.id}`);
    const heard = { id: added.id, title: 'Winter', handle: added.handle, updatedAt: clock.now() };
    await at.test.db.write((trx) => applyHeard(trx, at.shop, { ...nothingHeard(), collections: [heard] }, clock.now()));
    await at.test.db.write((trx) => queueTask(trx, at.shop, members, { again: true }));
    await at.runToEnd();
    expect(await collectionsOf()).toContain(`${added.id} ${product!.id}`);
    const details = { id: 'd', kind: 'product-details', cursor: product!.id, dueAt: at.clock.now() };
    await at.test.db.write((trx) => queueTask(trx, at.shop, details));
    await at.runToEnd();
    expect(await collectionsOf()).toEqual([`${added.id} ${product!.id}`]);
  });

  it('of a product whose cost changed is asked for when a webhook tells of the product', async () => {
    await at.runToEnd();
    const product = (await at.rows()).products[0]!;
    await at.test.db.write((trx) => trx.updateTable('variant').set({ unit_cost: null }).execute());
    const cost = { id: 'c', kind: 'product-details', cursor: product.id, dueAt: at.clock.now() };
    await at.test.db.write((trx) => queueTask(trx, at.shop, cost));
    await at.runToEnd();
    const costed = (await at.rows()).variants.filter((variant) => variant.unit_cost !== null);
    expect(new Set(costed.map((variant) => variant.product_id))).toEqual(new Set([product.id]));
  });
});
