import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { DAY, ManualClock } from '../../platform/clock/clock.ts';
import { addOrders, addProducts, addShop, SAMPLE_SHOP } from '../blocks/sample-shop.ts';
import { candidates, rankPairs } from './rules.ts';
import { createRecommendationsService } from './service.server.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

describe('what goes together', () => {
  it('does not let a best seller swamp what really goes with a product', () => {
    const ranked = rankPairs(
      [
        { product: 'bestseller', together: 12 },
        { product: 'saucer', together: 9 },
        { product: 'chance', together: 1 },
      ],
      new Map([
        ['bestseller', 900],
        ['saucer', 12],
      ]),
    );
    expect(ranked).toEqual(['saucer', 'bestseller']);
  });

  it('names each product once, and never the one that is looked at', () => {
    expect(candidates(['b', 'c'], ['c', 'a', 'd'], 'a')).toEqual([
      { product: 'b', why: 'bought_together' },
      { product: 'c', why: 'bought_together' },
      { product: 'd', why: 'best_seller' },
    ]);
  });
});

describe.each(DIALECTS)('recommendations [%s]', (dialect) => {
  let test: TestDatabase;
  let clock: ManualClock;

  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    clock = new ManualClock(NOW);
    await test.db.write(async (trx) => {
      await addShop(trx, NOW);
      await addProducts(
        trx,
        [
          { id: '1' },
          { id: '2' },
          { id: '3', stock: [0, 0] },
          { id: '4', status: 'draft' },
          { id: '5', deletedAt: NOW },
          { id: '6', stock: [0], policy: 'continue' },
          { id: '7', stock: [null] },
          { id: '8' },
        ],
        NOW,
      );
    });
  });
  afterEach(() => test.dispose());

  const ask = async (product: string | null, limit = 4) => {
    const found = await createRecommendationsService({ db: test.db, clock }).of(SAMPLE_SHOP, product, limit);
    return found?.products.map(({ id, why }) => `${id} ${why}`) ?? null;
  };

  it('has nothing to say in a shop without orders', async () => {
    expect(await ask('1')).toBeNull();
  });

  it('shows what is bought together and can be bought now, then best sellers', async () => {
    const pairs = [
      ['1', '2'],
      ['1', '2'],
      ['1', '3'],
      ['1', '3'],
      ['1', '4'],
      ['1', '4'],
      ['1', '5'],
      ['1', '5'],
    ];
    const others = [['6'], ['6'], ['6'], ['7'], ['7'], ['8']];
    await test.db.write((trx) =>
      addOrders(
        trx,
        [...pairs, ...others].map((products, index) => ({ id: `o${index}`, products, at: NOW - 3 * DAY })),
      ),
    );
    expect(await ask('1')).toEqual(['2 bought_together', '6 best_seller', '7 best_seller', '8 best_seller']);
    expect(await ask('1', 2)).toEqual(['2 bought_together', '6 best_seller']);
    expect(await ask(null, 2)).toEqual(['1 best_seller', '6 best_seller']);
    expect(await ask('2', 1)).toEqual(['1 bought_together']);
  });

  it('leaves cancelled and old orders out, and wants more than one coincidence', async () => {
    await test.db.write((trx) =>
      addOrders(trx, [
        { id: 'a', products: ['1', '2'], at: NOW - DAY },
        { id: 'b', products: ['1', '2'], at: NOW - DAY, counted: false },
        { id: 'c', products: ['1', '2'], at: NOW - 400 * DAY },
        { id: 'd', products: ['8'], at: NOW - DAY, counted: false },
      ]),
    );
    expect(await ask('1')).toEqual(['2 best_seller']);
  });

  it('gives hundredths, a path and a picture, in the currency of the shop', async () => {
    await test.db.write((trx) => addOrders(trx, [{ id: 'a', products: ['2'], at: NOW }]));
    const found = await createRecommendationsService({ db: test.db, clock }).of(SAMPLE_SHOP, '1', 4);
    expect(found).toEqual({
      currency: 'EUR',
      products: [
        {
          id: '2',
          title: 'Product 2',
          url: '/products/product-2',
          image: 'https://cdn.test/2.svg',
          price: 1002,
          why: 'best_seller',
        },
      ],
    });
  });

  it('drops what is sold out within seconds', async () => {
    await test.db.write((trx) => addOrders(trx, [{ id: 'a', products: ['2'], at: NOW }]));
    const service = createRecommendationsService({ db: test.db, clock });
    expect((await service.of(SAMPLE_SHOP, '1', 4))?.products).toHaveLength(1);
    await test.db.write((trx) => trx.updateTable('variant').set({ inventory: 0 }).execute());
    clock.advance(20_000);
    expect(await service.of(SAMPLE_SHOP, '1', 4)).toBeNull();
  });
});
