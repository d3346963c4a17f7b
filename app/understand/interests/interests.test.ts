import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { PRODUCTS_ARRIVED } from '../../listen/catalog/arrivals.server.ts';
import { applyProducts } from '../../listen/catalog/store.server.ts';
import type { HeardProduct } from '../../listen/heard.ts';
import type { FactKind, IdentityId, NewFact } from '../../listen/facts/fact.ts';
import { DAY, MINUTE } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import { appraise, createTestShop, NOW, type TestShop } from '../testing/shop.ts';
import { plansOf, walksIn, watched } from '../testing/statement-plans.ts';
import { createArrivalsHandler } from './arrivals-task.server.ts';
import { interestsAppraiser } from './appraiser.server.ts';
import { createInterestsHandler, INTERESTS_TASK } from './task.server.ts';
import {
  arrivedProducts,
  contactsOfProduct,
  forgetUnknown,
  noteUnknown,
  unknownRetention,
} from './unknown-products.server.ts';

let counter = 0;
function fact(kind: FactKind, identity: IdentityId, daysAgo: number, more: Partial<NewFact> = {}): NewFact {
  const verified = !['product.viewed', 'product.added', 'collection.viewed'].includes(kind);
  return { id: `i${counter++}`, kind, identity, occurredAt: NOW - daysAgo * DAY, verified, ...more };
}

describe.each(DIALECTS)('the interests of a contact [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  async function newShop(): Promise<TestShop & { appraise(): Promise<void> }> {
    const shop = await createTestShop(test.db, `shop${shops++}`);
    const { db } = test;
    const product = { shop: shop.shop, handle: 'h', status: 'active', price: 1, currency: 'EUR', updated_at: 0 };
    await db.write(async (trx) => {
      await trx
        .insertInto('product')
        .values([
          { ...product, id: '1', title: 'Boot', type: 'Shoes', vendor: 'Dune', tags: '["winter","sale"]' },
          { ...product, id: '2', title: 'Cap', type: 'Hats', vendor: 'Dune', tags: '["sale"]' },
          { ...product, id: '3', title: 'Thing', type: '', vendor: null, tags: '[]' },
        ])
        .execute();
      await trx
        .insertInto('collection')
        .values([
          { shop: shop.shop, id: '10', title: 'New in', handle: 'new-in', updated_at: 0 },
          { shop: shop.shop, id: '11', title: 'All', handle: 'all', updated_at: 0 },
        ])
        .execute();
      await trx
        .insertInto('collection_product')
        .values(['10', '11'].map((collection) => ({ shop: shop.shop, collection, product: '1' })))
        .execute();
    });
    return { ...shop, appraise: () => appraise(test.db, shop, [interestsAppraiser]) };
  }
  const rowsOf = ({ shop }: TestShop) =>
    test.db.read
      .selectFrom('interest')
      .innerJoin('contact', (join) =>
        join.onRef('contact.shop', '=', 'interest.shop').onRef('contact.id', '=', 'interest.contact'),
      )
      .selectAll('interest')
      .select('email')
      .where('interest.shop', '=', shop)
      .orderBy('contact')
      .orderBy('kind')
      .orderBy('rank')
      .execute();
  const order = (shop: string, id: string, email: string, product: string, counted = 1) =>
    test.db.write(async (trx) => {
      const row = { shop, id, identity: `email:${email}`, currency: 'EUR', total: 1, updated_at: 0, counted };
      await trx
        .insertInto('orders')
        .values({ ...row, placed_at: NOW })
        .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet({ counted }))
        .execute();
      await trx
        .insertInto('order_line')
        .values({ shop, order_id: id, id: '1', product_id: product, title: 'x', quantity: 1, price: 1, placed_at: NOW })
        .onConflict((conflict) => conflict.columns(['shop', 'order_id', 'id']).doNothing())
        .execute();
    });

  it('come of what was looked at, put into a cart and bought, by type, collection, tag and vendor', async () => {
    const shop = await newShop();
    await order(shop.shop, '7', 'a@x.it', '2');
    await shop.hear([
      fact('checkout.started', 'email:a@x.it', 3, { data: { also: ['client:d'] } }),
      fact('product.viewed', 'client:d', 2, { subject: '1' }),
      fact('product.added', 'client:d', 2, { subject: '1' }),
      fact('collection.viewed', 'client:d', 2, { subject: '11' }),
      fact('product.viewed', 'client:d', 2, { subject: 'unknown' }),
      fact('product.viewed', 'client:d', 2, { subject: '3' }),
      fact('order.placed', 'email:a@x.it', 0, { subject: '7' }),
    ]);
    await shop.appraise();
    const rows = await rowsOf(shop);
    expect(rows.map(({ kind, name, rank }) => [kind, name, rank])).toEqual([
      ['category', 'Hats', 1],
      ['category', 'Shoes', 2],
      ['collection', 'New in', 1],
      ['tag', 'sale', 1],
      ['tag', 'winter', 2],
      ['vendor', 'Dune', 1],
    ]);
    expect(rows[1]).toMatchObject({ views: 1, carts: 1, purchases: 0, last_at: NOW - 2 * DAY });
    expect(rows[5]).toMatchObject({ views: 1, carts: 1, purchases: 1, share: 1000 });
  });

  it('forget an order that no longer counts', async () => {
    const shop = await newShop();
    await order(shop.shop, '7', 'a@x.it', '2');
    await shop.hear([fact('order.placed', 'email:a@x.it', 0, { subject: '7' })]);
    await shop.appraise();
    expect((await rowsOf(shop)).length).toBeGreaterThan(0);
    await order(shop.shop, '7', 'a@x.it', '2', 0);
    await shop.hear([fact('order.cancelled', 'email:a@x.it', 0, { subject: '7' })]);
    await shop.appraise();
    expect(await rowsOf(shop)).toEqual([]);
  });

  it('are nobody’s who wants no automated decisions', async () => {
    const shop = await newShop();
    const refuses = { data: { automation: { accepts: false, source: 'hand' } } };
    await shop.hear([fact('product.viewed', 'email:a@x.it', 0, { subject: '1', verified: true })]);
    await shop.appraise();
    expect((await rowsOf(shop)).length).toBeGreaterThan(0);
    await shop.hear([fact('automation.changed', 'email:a@x.it', 0, refuses)]);
    await shop.hear([fact('product.viewed', 'email:a@x.it', 0, { subject: '1', verified: true })]);
    await shop.appraise();
    expect(await rowsOf(shop)).toEqual([]);
  });

  it('follow the facts when a device turns out to be somebody’s, and end the same in any order and batches', async () => {
    const told = [
      fact('product.viewed', 'client:d', 9, { subject: '1' }),
      fact('product.viewed', 'client:d', 4, { subject: '2' }),
      fact('product.added', 'client:e', 3, { subject: '2' }),
      fact('product.viewed', 'client:d', 2.5, { subject: '2' }),
      fact('checkout.started', 'email:a@x.it', 3, { data: { also: ['client:d'] } }),
      fact('checkout.started', 'email:b@x.it', 5, { data: { also: ['client:d', 'client:e'] } }),
      fact('customer.changed', 'customer:1', 1, { data: { also: ['email:b@x.it'] } }),
    ];
    const outcome = async (batches: readonly NewFact[][]) => {
      const shop = await newShop();
      for (const batch of batches) {
        await shop.hear(batch);
        await shop.appraise();
      }
      const rows = await rowsOf(shop);
      expect(new Set(rows.map(({ email }) => email))).toEqual(new Set(['a@x.it', 'b@x.it']));
      return rows.map((row) => JSON.stringify({ ...row, shop: '', contact: '' })).toSorted();
    };
    const once = await outcome([told]);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(told, { minLength: told.length }),
        fc.integer({ min: 1, max: 4 }),
        async (facts, size) => {
          const batches = Array.from({ length: Math.ceil(facts.length / size) }, (_, n) =>
            facts.slice(n * size, n * size + size),
          );
          expect(await outcome([...batches, facts.slice(0, 2)])).toEqual(once);
        },
      ),
      { numRuns: 8 },
    );
  });

  const late = (id: string, type: string): HeardProduct => {
    const row = { id, title: 'Late', handle: 'h', status: 'active', vendor: null, type, tags: [], imageUrl: null };
    return { ...row, price: 1, currency: 'EUR', updatedAt: NOW, variants: [], complete: true };
  };
  /** the catalogue tells of a product, and whoever waited for it is looked at */
  async function arrives(shop: TestShop & { appraise(): Promise<void> }, ...products: HeardProduct[]): Promise<void> {
    await test.db.write((trx) => applyProducts(trx, shop.shop, products, shop.clock.now()));
    const handlers = {
      [PRODUCTS_ARRIVED]: createArrivalsHandler({ clock: shop.clock }),
      [INTERESTS_TASK]: createInterestsHandler({ db: test.db, clock: shop.clock }),
    };
    const tasks = createTasksWorker({ db: test.db, clock: shop.clock, log: silentLog, handlers });
    for (let minutes = 0; minutes < 10; minutes++) {
      shop.clock.advance(MINUTE);
      for (let at = await tasks.run(shop.shop); at !== null && at <= shop.clock.now(); at = await tasks.run(shop.shop));
    }
    await shop.appraise();
  }
  const waitedFor = ({ shop }: TestShop) =>
    test.db.read.selectFrom('unknown_product').select('product').where('shop', '=', shop).orderBy('product').execute();

  it('take in a product that is heard of only after its order was, however long after', async () => {
    const shop = await newShop();
    await order(shop.shop, '7', 'a@x.it', '9');
    await shop.hear([fact('order.placed', 'email:a@x.it', 0, { subject: '7', data: { history: true } })]);
    await shop.appraise();
    expect(await rowsOf(shop)).toEqual([]);
    shop.clock.advance(40 * DAY);
    await arrives(shop, late('8', 'Rugs'));
    expect([await rowsOf(shop), await waitedFor(shop)]).toEqual([[], [{ product: '9' }]]);
    await arrives(shop, late('9', 'Lamps'));
    expect(await rowsOf(shop)).toMatchObject([{ kind: 'category', name: 'Lamps', rank: 1, purchases: 1 }]);
    expect(await waitedFor(shop)).toEqual([]);
  });

  it('take it in for everybody who looked at it, and leave the others alone', async () => {
    const shop = await newShop();
    const viewed = (n: number, subject: string) => fact('product.viewed', `client:device-${n}`, 1, { subject });
    await shop.hear([...Array.from({ length: 260 }, (_, n) => viewed(n, '9')), viewed(999, '10'), viewed(0, '10')]);
    await shop.appraise();
    const other = await newShop();
    await other.hear([fact('product.viewed', 'client:device-x', 1, { subject: '9' })]);
    await other.appraise();
    await arrives(shop, late('9', 'Lamps'));
    const rows = await rowsOf(shop);
    expect([rows.length, new Set(rows.map(({ name }) => name))]).toEqual([260, new Set(['Lamps'])]);
    expect([await waitedFor(shop), await waitedFor(other)]).toEqual([[{ product: '10' }], [{ product: '9' }]]);
    expect(await rowsOf(other)).toEqual([]);
  });

  it('take in a whole catalogue that is told after its orders, looking at everybody once', async () => {
    const shop = await newShop();
    const products = Array.from({ length: 60 }, (_, n) => `${100 + n}`);
    await shop.hear(products.map((subject, n) => fact('product.viewed', `client:device-${n % 7}`, 1, { subject })));
    await shop.appraise();
    await arrives(shop, ...products.slice(0, 58).map((id) => late(id, `Type ${id}`)));
    expect(await waitedFor(shop)).toEqual([{ product: '158' }, { product: '159' }]);
    expect(await rowsOf(shop)).toHaveLength(58);
    await arrives(shop, late('158', 'Rugs'), late('159', 'Rugs'));
    expect([(await rowsOf(shop)).length, await waitedFor(shop)]).toEqual([60, []]);
  });

  it('find whoever waited for a product by an index', async () => {
    const plans = await plansOf(test.db, async (trx) => {
      await noteUnknown(trx, 'p', new Set(['9', '10']), NOW);
      await arrivedProducts(trx, 'p', 51);
      await contactsOfProduct(trx, 'p', '9', { after: '', limit: 250 });
      await forgetUnknown(trx, 'p', '9');
    });
    const watching = watched(test.db);
    for (const step of unknownRetention) await step.letGo(watching.db, 'p', NOW + DAY, null);
    plans.push(...(await watching.plans()));
    expect(plans.length).toBeGreaterThan(4);
    // both halves are put together and then put in order
    const walks = plans.flatMap((one) => walksIn(dialect, one));
    expect(walks.filter((line) => !/(SCAN|Subquery Scan on) whose\b/.test(line))).toEqual([]);
  });

  it('are made anew for everybody when the half-life is another, and are the same when it is not', async () => {
    const shop = await newShop();
    await shop.hear([
      fact('product.viewed', 'client:d', 200, { subject: '1' }),
      fact('product.viewed', 'client:d', 200, { subject: '1' }),
      fact('product.viewed', 'client:d', 0, { subject: '2' }),
    ]);
    await shop.appraise();
    const before = await rowsOf(shop);
    expect(before[0]?.name).toBe('Hats');
    const handler = createInterestsHandler({ db: test.db, clock: shop.clock });
    const run = async () => {
      const task = {
        shop: shop.shop,
        id: 't',
        kind: 'interests',
        cursor: null,
        doneCount: 0,
        totalCount: null,
        attempts: 0,
      };
      const slice = await handler(task);
      await test.db.write((trx) => slice.write!(trx));
      expect(slice).toMatchObject({ ended: true, doneCount: 1 });
    };
    await run();
    expect(await rowsOf(shop)).toEqual(before);
    const settings = JSON.stringify({ interests: { halfLifeDays: 730 } });
    await test.db.write((trx) => trx.updateTable('shop').set({ settings }).where('shop', '=', shop.shop).execute());
    await run();
    expect((await rowsOf(shop))[0]?.name).toBe('Shoes');
  });
});
