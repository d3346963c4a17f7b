// What webhooks missed is found and heard, against the local Shopify, and a webhook that comes after all changes nothing.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ShopEvent } from '../../../devstore/src/shop/events.ts';
import { payloadOf, TOPICS } from '../../../devstore/src/webhooks/payload-of.ts';
import { DIALECTS } from '../../../test/databases.ts';
import { DAY, HOUR, MINUTE } from '../../platform/clock/clock.ts';
import { dayOf, startOfDay } from '../../platform/clock/zones.ts';
import { scheduleEverywhere, scheduleNight } from '../../platform/work/tasks/nightly.server.ts';
import { applyHeard } from '../apply.server.ts';
import { openSetting, type Setting } from '../backfill/history-in-test.ts';
import { hear, nothingHeard } from '../heard.ts';
import { readDelivery } from '../inbox/read-delivery.ts';
import { tokenOf } from './read-checkouts.ts';
import { createReconcileHandler } from './reconcile-handler.server.ts';
import { nextNight } from './rules.ts';
import { createReconcileService, RECONCILE_TASK } from './runs.server.ts';

const wake = () => {};

describe.each(DIALECTS)('comparing with Shopify [%s]', (dialect) => {
  let at: Setting;
  let told: { event: ShopEvent; payload: string; at: number }[];
  /** the scopes that the app is taken to have */
  let scopes: Set<string>;

  beforeEach(async () => {
    scopes = new Set(['read_all_orders']);
    at = await openSetting(dialect, (parts) => ({
      reconcile: createReconcileHandler({ ...parts, scopes: async () => scopes, goneAtATime: 25 }),
    }));
    await at.ask();
    await at.runToEnd();
    const { store, config, clock } = at.far.devstore;
    told = [];
    store.listen((event) => {
      const payload = payloadOf({ store, origin: config.origin } as never, event);
      told.push({ event, payload: JSON.stringify(payload), at: clock.now() });
    });
    // as if the app had been installed when its history was read
    await at.test.db.write((trx) => trx.updateTable('shop').set({ installed_at: clock.now() }).execute());
    clock.moveBy(HOUR);
  });
  afterEach(() => at.dispose());

  const service = () => createReconcileService({ db: at.test.db, clock: at.clock, wake });
  /** Compares now, until it waits for the next night. */
  async function reconcile(db = at.test.db) {
    await service().start(at.shop);
    for (let slice = 0; slice < 200; slice++) {
      const next = await at.worker(db).run(at.shop);
      const [run] = await service().runs(at.shop, 1);
      if (run && run.endedAt !== null && (await at.task('reconcile')).cursor === null) return run;
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
      at.far.devstore.clock.moveBy(Math.max(0, (next ?? 0) - at.clock.now()));
    }
    throw new Error('the comparison does not end');
  }
  /** Hears some webhooks the way the inbox does. */
  async function deliver(which: typeof told) {
    for (const [index, { event, payload, at: triggered }] of which.entries()) {
      const heard = nothingHeard();
      const topic = TOPICS[event.kind];
      const delivery = { id: String(index), topic, payload, triggered_at: triggered, received_at: at.clock.now() };
      try {
        hear(heard, readDelivery(delivery, { currency: 'EUR', uninstalledAt: null } as never).heard);
      } catch {
        continue; // a topic that the app does not listen to
      }
      await at.test.db.write((trx) => applyHeard(trx, at.shop, heard, at.clock.now()));
    }
  }

  /** Three orders of two people, a change, a refund, a product, a checkout that was left. */
  function aDay() {
    const { store, clock } = at.far.devstore;
    const [first, second] = store.products.all();
    const pass = () => clock.moveBy(7 * MINUTE);
    store.orders.place({ email: 'ann@example.com', lines: [{ productId: first!.id }], acceptsMarketing: true });
    pass();
    const order = store.orders.place({ email: 'bob@example.com', lines: [{ productId: second!.id, quantity: 2 }] });
    pass();
    store.orders.refund(order.id, { amount: '3.10' });
    pass();
    store.orders.cancel(store.orders.place({ email: 'ann@example.com', lines: [{ productId: first!.id }] }).id);
    pass();
    store.products.update(second!.id, { title: 'Another title' });
    pass();
    const cart = store.carts.create();
    store.carts.add(cart.token, [{ variantId: first!.variants[0]!.id, quantity: 1 }]);
    store.checkouts.start(cart.token, { email: 'cleo@example.com', customerId: store.customers.all()[0]!.id });
    pass();
    return { changed: second!, order };
  }

  it('finds what no webhook told: orders, customers, refunds, products and checkouts, and says how many', async () => {
    const { changed, order } = aDay();
    const run = await reconcile();
    expect(run.repaired).toMatchObject({
      orders: { missing: 3, outdated: 0, gone: 0 },
      products: { missing: 0, gone: 0 },
      customers: { missing: 2, gone: 0 },
      checkouts: { missing: 1 },
    });
    const rows = await at.rows();
    expect(rows.orders).toHaveLength(at.far.devstore.store.orders.all().length);
    expect(rows.products.find((product) => product.id === changed.id)?.title).toBe('Another title');
    expect(rows.orders.find(({ id }) => id === order.id)?.refunded).toBe(310);
    const fresh = rows.facts.filter((fact) => JSON.parse(fact.data).history !== true).map((fact) => fact.kind);
    expect(new Set(fresh)).toEqual(
      new Set([
        'customer.created',
        'customer.changed',
        'checkout.started',
        'checkout.changed',
        'order.placed',
        'order.changed',
        'order.cancelled',
        'order.refunded',
        'consent.changed',
        ...fresh.filter((kind) => kind === 'checkout.completed'),
      ]),
    );
  });

  it('finds nothing when every webhook came, and nothing the second time', async () => {
    aDay();
    await deliver(told);
    const before = await at.rows();
    const run = await reconcile();
    const counts = Object.values(run.repaired).flatMap(({ missing, outdated, gone }) => [missing, outdated, gone]);
    expect(counts.every((count) => count === 0)).toBe(true);
    const orders = (rows: typeof before) => ({ orders: rows.orders, products: rows.products, lines: rows.lines });
    expect(orders(await at.rows())).toEqual(orders(before));
    expect((await reconcile()).repaired.orders).toEqual({ missing: 0, outdated: 0, gone: 0 });
  });

  it('whatever webhooks were lost, compared and then heard late, orders and their facts are as if all had come', async () => {
    aDay();
    const all = told.filter(({ event }) => /^(order|refund|product)/.test(event.kind));
    await deliver(all);
    const orderly = await at.rows();
    const placedFacts = (rows: typeof orderly) =>
      rows.facts.filter(({ kind }) => /^order\.(placed|cancelled|refunded)/.test(kind));
    await fc.assert(
      fc.asyncProperty(fc.subarray(all), async (late) => {
        // a world in which none of it was heard
        const { db } = at.test;
        await db.write(async (trx) => {
          for (const { id } of orderly.orders.filter((order) => order.placed_at > at.clock.now() - DAY)) {
            await trx.deleteFrom('orders').where('id', '=', id).execute();
            await trx.deleteFrom('order_line').where('order_id', '=', id).execute();
            await trx.deleteFrom('refund').where('order_id', '=', id).execute();
            await trx.deleteFrom('fact').where('subject', '=', id).execute();
          }
        });
        await reconcile();
        await deliver(late);
        const after = await at.rows();
        expect(after.orders).toEqual(orderly.orders);
        expect(after.refunds).toEqual(orderly.refunds);
        expect(after.lines.map(({ unit_cost: _cost, ...line }) => line)).toEqual(
          orderly.lines.map(({ unit_cost: _cost, ...line }) => line),
        );
        expect(placedFacts(after)).toEqual(placedFacts(orderly));
      }),
      { numRuns: 4 },
    );
  });

  it('finds what is gone, once a week, and does not believe that most of it is', async () => {
    const { store } = at.far.devstore;
    const [gone, kept] = store.products.all();
    store.products.remove(gone!.id);
    const run = await reconcile();
    expect(run).toMatchObject({ swept: true, repaired: { products: { gone: 1 }, orders: { gone: 0 } } });
    expect(run.repaired).toMatchObject({ articles: { gone: 0 }, collections: { missing: 0, gone: 0 } });
    const product = (id: string) =>
      at.test.db.read.selectFrom('product').select('deleted_at').where('id', '=', id).executeTakeFirst();
    expect((await product(gone!.id))?.deleted_at).not.toBeNull();
    expect((await product(kept!.id))?.deleted_at).toBeNull();
    expect((await reconcile()).swept).toBe(false);
    at.far.devstore.clock.moveBy(8 * DAY);
    const all = store.products.all();
    for (const each of all.slice(0, Math.ceil(all.length * 0.8))) store.products.remove(each.id);
    expect(await reconcile()).toMatchObject({ swept: true });
    const left = await at.test.db.read.selectFrom('product').select('id').where('deleted_at', 'is', null).execute();
    expect(left.length).toBe(all.length);
    expect(await at.test.db.read.selectFrom('reconcile_seen').selectAll().execute()).toEqual([]);
  });

  it('finds articles that are gone, of which no webhook tells', async () => {
    const known = () => at.test.db.read.selectFrom('article').select(['id', 'deleted_at']).orderBy('id').execute();
    const [first, ...others] = await known();
    const ghost = { shop: at.shop, id: '999', blog: 'B', blog_handle: 'b', title: 'T', handle: 't', updated_at: 1 };
    await at.test.db.write((trx) => trx.insertInto('article').values(ghost).execute());
    expect((await reconcile()).repaired.articles).toMatchObject({ gone: 1 });
    const after = await known();
    expect(after.find(({ id }) => id === '999')?.deleted_at).not.toBeNull();
    expect(after.filter(({ id }) => id !== '999')).toEqual([first, ...others]);
  });

  it('knows each morning which products rules have put into a collection, and which collections are gone', async () => {
    const { store, clock } = at.far.devstore;
    expect((await reconcile()).repaired.collections).toEqual({ missing: 0, outdated: 0, gone: 0 });
    const [winter, summer] = store.collections.all();
    const product = store.products.all().find(({ collectionIds }) => !collectionIds.includes(winter!.id));
    store.products.setCollections(product!.id, [...product!.collectionIds, winter!.id]);
    const added = store.collections.create('New');
    clock.moveBy(DAY);
    const run = await reconcile();
    expect(run).toMatchObject({ swept: false, repaired: { collections: { missing: 1, outdated: 1, gone: 0 } } });
    const { members, collections } = await at.rows();
    expect(members).toContain(`${winter!.id} ${product!.id}`);
    expect(collections.map(({ id }) => id)).toContain(added.id);
    store.collections.remove(summer!.id);
    clock.moveBy(DAY);
    expect((await reconcile()).repaired.collections).toEqual({ missing: 0, outdated: 0, gone: 1 });
    expect((await at.rows()).members.filter((pair) => pair.startsWith(`${summer!.id} `))).toEqual([]);
  });

  it('tells many that are gone some at a time, and goes on where it was broken off', async () => {
    const row = {
      shop: at.shop,
      currency: 'EUR',
      total: 1,
      placed_at: 1,
      updated_at: 1,
      identity: 'email:g@example.com',
    };
    const ghosts = Array.from({ length: 70 }, (_, n) => ({ ...row, id: `9${String(n).padStart(6, '0')}` }));
    await at.test.db.write((trx) => trx.insertInto('orders').values(ghosts).execute());
    const mine = at.far.devstore.store.orders.all().length;
    let statements = 0;
    const faulty = at.test.reopen((sql) => {
      if (sql.startsWith('insert into "gone"') && ++statements === 2) throw new Error('power lost');
    });
    const run = await reconcile(faulty);
    expect(statements).toBe(4);
    expect(run.repaired.orders).toMatchObject({ gone: 70 });
    const left = await at.test.db.read.selectFrom('orders').select('id').where('deleted_at', 'is', null).execute();
    expect(left).toHaveLength(mine);
    expect(await at.test.db.read.selectFrom('reconcile_seen').selectAll().execute()).toEqual([]);
  });

  it('does not take orders for gone that are only no longer shown', async () => {
    const all = at.far.devstore.appConfig().scopes;
    at.grant(all.filter((scope) => scope !== 'read_all_orders'));
    scopes = new Set();
    const run = await reconcile();
    expect(run).toMatchObject({ swept: true, repaired: { orders: { missing: 0, gone: 0 } } });
  });

  it('goes on after crashes and lost connections, and repairs each thing once', async () => {
    aDay();
    const crashes = new Set([
      'insert into "orders"',
      'update "reconcile_run"',
      'insert into "reconcile_seen"',
      'insert into "fact"',
    ]);
    const faulty = at.test.reopen((sql) => {
      for (const crash of crashes) {
        if (!sql.startsWith(crash)) continue;
        crashes.delete(crash);
        throw new Error('power lost');
      }
    });
    at.failing.add(at.seen.requests + 3);
    const run = await reconcile(faulty);
    expect([...crashes]).toEqual([]);
    expect(run.repaired).toMatchObject({ orders: { missing: 3 }, customers: { missing: 2 } });
  });

  it('waits for the next night of the shop, and is asked for once', async () => {
    await at.test.db.write((trx) => scheduleNight(trx, at.shop, RECONCILE_TASK, at.clock.now()));
    const { due_at } = await at.task('reconcile');
    expect(due_at).toBe(nextNight(at.shop, 'Europe/Rome', at.clock.now()));
    await scheduleEverywhere({ db: at.test.db, clock: at.clock }, RECONCILE_TASK);
    expect((await at.task('reconcile')).due_at).toBe(due_at);
    await reconcile();
    expect(await at.task('reconcile')).toMatchObject({ state: 'queued', cursor: null });
    expect((await at.task('reconcile')).due_at).toBeGreaterThan(at.clock.now());
  });
});

describe('the night of a shop', () => {
  it('is between one and five by its own clock, always ahead, and not the same for all', () => {
    const zones = ['Europe/Rome', 'America/New_York', 'Pacific/Auckland', 'UTC'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
        fc.string(),
        (zone, now, shop) => {
          const night = nextNight(shop, zone, now);
          expect(night).toBeGreaterThan(now);
          expect(night - now).toBeLessThanOrEqual(DAY + HOUR);
          const since = night - startOfDay(night, zone);
          expect(since).toBeGreaterThanOrEqual(HOUR);
          expect(since).toBeLessThan(5 * HOUR);
          expect(nextNight(shop, zone, night - 1)).toBe(night);
          expect(dayOf(nextNight(shop, zone, night), zone)).not.toBe(dayOf(night, zone));
        },
      ),
    );
    const nights = new Set(Array.from({ length: 50 }, (_, n) => nextNight(`shop-${n}`, 'UTC', 1_790_000_000_000)));
    expect(nights.size).toBeGreaterThan(45);
  });
});

describe('the token of a checkout', () => {
  it.each([
    [
      'https://shop.example/73654321/checkouts/0123456789abcdef0123456789abcdef/recover?key=k',
      '0123456789abcdef0123456789abcdef',
    ],
    ['https://shop.example/73654321/checkouts/ac/hWN3Z2lzYW5kbWlsbA/recover?key=k&locale=it', 'hWN3Z2lzYW5kbWlsbA'],
    ['https://shop.example/cart', null],
  ])('stands in %s', (address, token) => expect(tokenOf(address)).toBe(token));
});
