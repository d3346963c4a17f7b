import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { cart, checkout, customer, order, product, refund } from './payloads.fixture.ts';
import { capture, drain, installShop, SHOP, snapshot } from './inbox.fixture.ts';
import { createInboxWorker } from './worker.server.ts';

describe.each(DIALECTS)('the inbox [%s]', (dialect) => {
  let test: TestDatabase;
  const clock = new ManualClock('2026-11-21T12:00:00Z');
  afterEach(() => test.dispose());

  async function open() {
    test = await createTestDatabase(dialect);
    await installShop(test.db);
    return test.db;
  }

  it('turns deliveries into entities and facts, and lets their text go', async () => {
    const db = await open();
    await capture(db, clock, [
      ['products/create', product({})],
      ['carts/create', cart({})],
      ['checkouts/create', checkout({})],
      ['customers/create', customer({})],
      ['orders/create', order({})],
    ]);
    await drain(db, clock);
    const rows = await snapshot(db);
    expect(rows.inbox.map((row) => [row.state, row.payload])).toEqual(Array.from({ length: 5 }, () => ['done', '']));
    expect(rows.orders).toMatchObject([
      { id: '820982911946154508', identity: 'customer:115310627314723954', total: 4050, counted: 1, refunded: 0 },
    ]);
    expect(rows.orders[0]?.utm).toBe('{"source":"news","campaign":"autumn"}');
    expect(rows.order_line).toMatchObject([{ product_id: '788032119674292922', quantity: 2, price: 1999 }]);
    expect(rows.checkout).toMatchObject([{ completed_at: rows.orders[0]?.placed_at }]);
    expect(rows.checkout[0]?.lines).toContain('"imageUrl":"https://cdn.shopify.com/t.png"');
    expect(rows.cart_line).toEqual([]);
    expect(rows.fact.map((fact) => fact.id.replace(/:\d+:[\w-]{8}$/, ':…')).sort()).toEqual([
      'cart:c1:changed:…',
      'checkout:k1:changed:…',
      'checkout:k1:completed',
      'checkout:k1:started',
      'consent:shopify:email:john@example.com:1790000000000:subscribed',
      'customer:115310627314723954:changed:…',
      'customer:115310627314723954:created',
      'order:820982911946154508:placed',
    ]);
    const placed = rows.fact.find((fact) => fact.kind === 'order.placed');
    expect(JSON.parse(placed?.data ?? '{}').also).toEqual([
      'email:john@example.com',
      'checkout:k1',
      'cart:c1',
      'client:visitor-0001',
    ]);
  });

  it('does not link the contact address of an order to its customer', async () => {
    const db = await open();
    await capture(db, clock, [['orders/create', order({ email: 'gift@example.com' })]]);
    await drain(db, clock);
    const { fact, orders } = await snapshot(db);
    expect(orders[0]?.email).toBe('gift@example.com');
    expect(JSON.stringify(fact)).not.toContain('email:gift@example.com');
  });

  it('an older state never overwrites a newer one', async () => {
    const db = await open();
    await capture(db, clock, [['customers/update', customer({ first_name: 'New', updated_at: 20 })]]);
    await drain(db, clock);
    await capture(db, clock, [['customers/update', customer({ first_name: 'Old', updated_at: 10 })]]);
    await drain(db, clock);
    expect((await snapshot(db)).customer).toMatchObject([{ first_name: 'New' }]);
  });

  it('a refund heard before its order is subtracted when the order comes', async () => {
    const db = await open();
    await capture(db, clock, [['refunds/create', refund({})]]);
    await drain(db, clock);
    expect((await snapshot(db)).fact).toEqual([]);
    await capture(db, clock, [['orders/create', order({})]]);
    await drain(db, clock);
    const { orders, fact } = await snapshot(db);
    expect(orders).toMatchObject([{ total: 4050, refunded: 1500 }]);
    expect(fact.find(({ kind }) => kind === 'order.refunded')).toMatchObject({
      id: 'refund:9001',
      subject: '820982911946154508',
      amount: 1500,
      identity: 'customer:115310627314723954',
    });
  });

  it('what a cart held before its order does not come back late', async () => {
    const db = await open();
    await capture(db, clock, [['orders/create', order({})]]);
    await drain(db, clock);
    await capture(db, clock, [['carts/update', cart({ updated_at: -60 })]]);
    await drain(db, clock);
    expect((await snapshot(db)).cart_line).toEqual([]);
  });

  it('a deleted product stays deleted when its creation comes late', async () => {
    const db = await open();
    await capture(db, clock, [['products/delete', { id: '788032119674292922' }]]);
    await drain(db, clock);
    await capture(db, clock, [['products/create', product({})]]);
    await drain(db, clock);
    const { product: products } = await snapshot(db);
    expect(products).toMatchObject([{ title: 'T-Shirt', deleted_at: expect.any(Number) }]);
  });

  it('keeps the cost that a piece had on the day of the order', async () => {
    const db = await open();
    await capture(db, clock, [['products/create', product({})]]);
    await drain(db, clock);
    const setCost = (cost: number) =>
      db.write((trx) => trx.updateTable('variant').set({ unit_cost: cost }).where('shop', '=', SHOP).execute());
    await setCost(700);
    clock.set(1_790_000_100_000);
    await capture(db, clock, [['orders/create', order({})]]);
    await drain(db, clock);
    await setCost(900);
    await capture(db, clock, [['orders/updated', order({ updated_at: 50 })]]);
    await drain(db, clock);
    clock.set('2026-11-21T12:00:00Z');
    expect((await snapshot(db)).order_line).toMatchObject([{ unit_cost: 700 }]);
  });

  it('refuses a bad delivery with its reason and applies its neighbours', async () => {
    const db = await open();
    await capture(db, clock, [
      ['orders/create', '{"id": 12'],
      ['orders/create', order({ total_price: 'a lot' })],
      ['orders/create', order({ created_at: undefined })],
      ['themes/publish', { id: 1 }],
      ['orders/create', { __proto__: null, constructor: 1 }],
      ['orders/create', order({})],
    ]);
    await drain(db, clock);
    const { inbox, orders } = await snapshot(db);
    expect(orders).toHaveLength(1);
    expect(inbox.map(({ state, reason }) => [state, reason])).toEqual([
      ['attention', 'orders/create: the payload is not JSON'],
      ['attention', 'orders/create: "a lot" is not an amount'],
      ['attention', 'orders/create: created_at: Invalid input: expected string, received undefined'],
      ['attention', 'topic themes/publish is not handled'],
      ['attention', expect.stringContaining('orders/create: id')],
      ['done', null],
    ]);
  });

  it('a delivery that cannot be applied does not harm its neighbours, is tried again, and is given up at last', async () => {
    const db = await open();
    await capture(db, clock, [
      ['app/uninstalled', {}],
      ['orders/create', order({})],
    ]);
    let tries = 0;
    const stopShop = async () => {
      tries++;
      throw new Error('the database is tired');
    };
    const worker = createInboxWorker({ db, clock, log: silentLog, stopShop });
    for (let round = 0; round < 8; round++) {
      await worker.run(SHOP);
      clock.advance(3_600_000);
    }
    const { inbox } = await snapshot(db);
    expect(inbox).toMatchObject([
      { state: 'attention', reason: 'could not be applied: the database is tired', attempts: 6 },
      { state: 'done' },
    ]);
    // the first round met it in the batch, then alone
    expect(tries).toBe(12);
    clock.set('2026-11-21T12:00:00Z');
  });

  it('refuses what comes from a shop that is not installed', async () => {
    const db = await open();
    await capture(db, clock, [['orders/create', order({})]], 'stranger.myshopify.com');
    await createInboxWorker({ db, clock, log: silentLog }).run('stranger.myshopify.com');
    expect((await snapshot(db)).inbox).toMatchObject([
      { state: 'discarded', payload: '', reason: 'the shop has not installed Sandmill' },
    ]);
  });

  it('stops on uninstall, unless the uninstall is of an earlier installation', async () => {
    const db = await open();
    await capture(db, clock, [['app/uninstalled', {}]], SHOP, 500);
    await drain(db, clock);
    expect((await snapshot(db)).shop).toMatchObject([{ uninstalled_at: null }]);
    await capture(db, clock, [['app/uninstalled', {}]], SHOP, 5000);
    await drain(db, clock);
    expect((await snapshot(db)).shop).toMatchObject([{ uninstalled_at: 5000 }]);
    await capture(db, clock, [['orders/create', order({})]]);
    await drain(db, clock);
    expect((await snapshot(db)).inbox.at(-1)).toMatchObject({ reason: 'the shop has uninstalled Sandmill' });
  });

  it('queues requests under privacy law and keeps their text', async () => {
    const db = await open();
    const request = { shop_id: 1, customer: { id: 2, email: 'a@b.c' } };
    await capture(db, clock, [
      ['customers/data_request', request],
      ['customers/redact', request],
      ['shop/redact', { shop_id: 1 }],
    ]);
    await drain(db, clock);
    const { task, inbox } = await snapshot(db);
    expect(task.map(({ kind, state }) => [kind, state])).toEqual([
      ['customers/data_request', 'queued'],
      ['customers/redact', 'queued'],
      ['shop/redact', 'queued'],
    ]);
    expect(inbox.every(({ state, payload }) => state === 'done' && payload !== '')).toBe(true);
  });

  it('asks for the cost of a product once, however often it changes', async () => {
    const db = await open();
    await capture(
      db,
      clock,
      [1, 2, 3].map((second) => ['products/update', product({ updated_at: second })]),
    );
    await drain(db, clock);
    const details = (await snapshot(db)).task.filter(({ kind }) => kind === 'product-details');
    expect(details).toMatchObject([{ cursor: '788032119674292922' }]);
  });
});
