import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { settingsSchema } from '../../shop/settings/settings.ts';
import { HOUR, ManualClock, MINUTE } from '../../platform/clock/clock.ts';
import { addCarts, addOrders, addProducts, addShop, addViews, SAMPLE_SHOP } from '../blocks/sample-shop.ts';
import { coarse, counted, stock } from './rules.ts';
import { createProofService } from './service.server.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const settings = settingsSchema.parse({}).proof;
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('what may be said', () => {
  it('never says more than was counted, nor anything below the threshold', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 1000 }), (count, threshold) => {
        const said = counted('views', count, threshold, 48);
        if (said) {
          expect(said.count).toBeLessThanOrEqual(count);
          expect([3, 5, 10, 20, 50, 100]).toContain(said.count);
          expect(count).toBeGreaterThanOrEqual(threshold);
        } else expect(count < threshold || count < 3).toBe(true);
      }),
    );
    expect([2, 3, 4, 5, 99, 100, 5000].map(coarse)).toEqual([0, 3, 3, 5, 50, 100, 100]);
  });

  it('says what is left only when every variant is tracked and none sells beyond its stock', () => {
    const piece = (inventory: number | null, policy = 'deny') => ({ inventory, inventory_policy: policy });
    expect(stock([piece(2), piece(3)], 8, 48)).toEqual({ kind: 'stock', count: 5, hours: 48 });
    expect(stock([piece(2), piece(null)], 8, 48)).toBeNull();
    expect(stock([piece(2, 'continue')], 8, 48)).toBeNull();
    expect(stock([piece(0)], 8, 48)).toBeNull();
    expect(stock([piece(3), piece(-2)], 8, 48)?.count).toBe(3);
    expect(stock([piece(8)], 8, 48)).toBeNull();
    expect(stock([], 8, 48)).toBeNull();
  });
});

describe.each(DIALECTS)('social proof [%s]', (dialect) => {
  let test: TestDatabase;
  let clock: ManualClock;

  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    clock = new ManualClock(NOW);
    await test.db.write(async (trx) => {
      await addShop(trx, NOW);
      await addProducts(trx, [{ id: '1' }, { id: '2', stock: [2, 1] }], NOW);
    });
  });
  afterEach(() => test.dispose());

  const say = (product: string) => createProofService({ db: test.db, clock }).of(SAMPLE_SHOP, product, settings);
  const orders = (count: number, counted = true, at = NOW - HOUR, prefix = 'o') =>
    range(count).map((index) => ({ id: `${prefix}${index}`, products: ['1'], at, counted }));

  it('counts orders of the window, without cancelled and test ones', async () => {
    await test.db.write((trx) => addOrders(trx, orders(2)));
    await test.db.write((trx) => addOrders(trx, orders(50, false, NOW - HOUR, 'x')));
    await test.db.write((trx) => addOrders(trx, orders(50, true, NOW - 49 * HOUR, 'old')));
    expect(await say('1')).toBeNull();
    await test.db.write((trx) => addOrders(trx, [{ id: 'third', products: ['1', '1'], at: NOW }]));
    expect(await say('1')).toEqual({ kind: 'bought', count: 3, hours: 48 });
  });

  it('counts a visitor once, however often the page is loaded', async () => {
    const flood = range(400).map((index) => NOW - index * 1000);
    await test.db.write((trx) => addViews(trx, '1', 'flood-visitor', flood));
    await test.db.write((trx) => addViews(trx, '1', 'second-visitor', flood.slice(0, 5)));
    expect(await say('1')).toBeNull();
    await test.db.write((trx) => addViews(trx, '1', 'third-visitor', [NOW - MINUTE]));
    expect(await say('1')).toEqual({ kind: 'views', count: 3, hours: 48 });
  });

  it('speaks of orders before carts before stock before views', async () => {
    for (const visitor of range(20)) await test.db.write((trx) => addViews(trx, '2', `visitor-${visitor}`, [NOW]));
    expect(await say('2')).toEqual({ kind: 'stock', count: 3, hours: 48 });
    await test.db.write((trx) => addCarts(trx, '2', ['a', 'b', 'c', 'd', 'e'], NOW - MINUTE));
    expect(await say('2')).toEqual({ kind: 'carts', count: 5, hours: 48 });
    await test.db.write((trx) =>
      addOrders(
        trx,
        orders(10).map((order) => ({ ...order, products: ['2'] })),
      ),
    );
    expect(await say('2')).toEqual({ kind: 'bought', count: 10, hours: 48 });
  });

  it('keeps to its shop, and is silent about a product that nobody knows', async () => {
    await test.db.write((trx) => addOrders(trx, orders(10)));
    const service = createProofService({ db: test.db, clock });
    expect(await service.of('other.myshopify.com', '1', settings)).toBeNull();
    expect(await say('999')).toBeNull();
  });

  it('rises within seconds of an order', async () => {
    await test.db.write((trx) => addOrders(trx, orders(4)));
    const service = createProofService({ db: test.db, clock });
    expect((await service.of(SAMPLE_SHOP, '1', settings))?.count).toBe(3);
    await test.db.write((trx) => addOrders(trx, [{ id: 'next', products: ['1'], at: NOW }]));
    clock.advance(10_000);
    expect((await service.of(SAMPLE_SHOP, '1', settings))?.count).toBe(5);
  });
});
