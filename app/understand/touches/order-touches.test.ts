import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { FactKind, IdentityId, NewFact, Origin } from '../../listen/facts/fact.ts';
import { appraise, createTestShop, NOW, type TestShop } from '../testing/shop.ts';
import { plansOf, walksIn } from '../testing/statement-plans.ts';
import { createOrderTouchesHandler } from './order-touches-task.server.ts';
import { makeOrderTouches, orderTouchesAppraiser } from './order-touches.server.ts';

const ad: Origin = { utm: { source: 'Instagram', medium: 'paid', campaign: 'june' } };
const news: Origin = { utm: { source: 'newsletter', campaign: 'weekly' } };
const search: Origin = { referrer: 'www.google.com/' };

let counter = 0;
function did(kind: FactKind, at: number, identity: IdentityId, origin?: Origin, more: Partial<NewFact> = {}): NewFact {
  const verified = identity.startsWith('email:');
  const { data, ...rest } = more;
  return {
    id: `t${String(counter++).padStart(5, '0')}`,
    kind,
    occurredAt: NOW + at,
    identity,
    verified,
    ...rest,
    data: { ...data, ...(origin && { origin }) },
  };
}

describe.each(DIALECTS)('the touches of an order [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  async function newShop(): Promise<TestShop & { appraise(): Promise<void> }> {
    const shop = await createTestShop(test.db, `shop${shops++}`);
    return { ...shop, appraise: () => appraise(test.db, shop, [orderTouchesAppraiser]) };
  }
  const rowsOf = ({ shop }: TestShop) =>
    test.db.read
      .selectFrom('order_touch')
      .innerJoin('contact', (join) =>
        join.onRef('contact.shop', '=', 'order_touch.shop').onRef('contact.id', '=', 'order_touch.contact'),
      )
      .selectAll('order_touch')
      .select('email')
      .where('order_touch.shop', '=', shop)
      .orderBy('fact')
      .execute()
      .then((rows) => rows.map(({ shop: _shop, contact: _contact, ...row }) => row));

  it('are the first and the last by then, and move when a visit is heard of late', async () => {
    const shop = await newShop();
    const order = did('order.placed', 5, 'email:a@x.it', undefined, { subject: '1' });
    await shop.hear([order, did('order.placed', 9, 'email:b@x.it', undefined, { subject: '2' })]);
    await shop.appraise();
    expect(await rowsOf(shop)).toEqual([]);
    await shop.hear([did('page.viewed', 3, 'email:a@x.it', news), did('page.viewed', 6, 'email:a@x.it', search)]);
    await shop.appraise();
    const came = { fact: order.id, email: 'a@x.it', last_source: 'newsletter', last_campaign: 'weekly' };
    expect(await rowsOf(shop)).toMatchObject([{ ...came, first_source: 'newsletter', first_medium: null }]);
    await shop.hear([did('product.viewed', 1, 'email:a@x.it', ad)]);
    await shop.appraise();
    expect(await rowsOf(shop)).toMatchObject([
      { ...came, first_source: 'instagram', first_medium: 'paid', first_campaign: 'june' },
    ]);
  });

  it('follow the order to whomever it turns out to be of, and end the same in any order and batches', async () => {
    const told = [
      did('page.viewed', 1, 'client:device-1', ad),
      did('page.viewed', 4, 'client:device-1', search),
      did('order.placed', 5, 'email:a@x.it', undefined, { subject: '1', data: { also: ['client:device-1'] } }),
      did('order.placed', 8, 'email:a@x.it', news, { subject: '2' }),
      did('page.viewed', 6, 'client:device-2', news),
      did('order.placed', 7, 'email:b@x.it', undefined, { subject: '3', data: { also: ['client:device-2'] } }),
      did('customer.changed', 9, 'customer:1', undefined, { verified: true, data: { also: ['email:b@x.it'] } }),
      did('checkout.started', 2, 'email:b@x.it', undefined, { data: { also: ['client:device-1'] } }),
    ];
    const outcome = async (batches: readonly NewFact[][]) => {
      const shop = await newShop();
      for (const batch of batches) {
        await shop.hear(batch);
        await shop.appraise();
      }
      return rowsOf(shop);
    };
    const once = await outcome([told]);
    expect(once.map((row) => [row.email, row.first_source, row.last_source])).toEqual([
      ['a@x.it', 'newsletter', 'newsletter'],
      ['b@x.it', 'instagram', 'newsletter'],
    ]);
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

  it('are made for orders that were there before they were kept, and tell who changed', async () => {
    const shop = await newShop();
    await shop.hear([
      did('page.viewed', 1, 'email:a@x.it', ad),
      did('order.placed', 5, 'email:a@x.it', undefined, { subject: '1' }),
    ]);
    await shop.understand();
    await test.db.write((trx) => trx.deleteFrom('appraisal').where('shop', '=', shop.shop).execute());
    const handler = createOrderTouchesHandler({ db: test.db, clock: shop.clock });
    const task = { shop: shop.shop, id: 't', kind: 'x', cursor: null, doneCount: 0, totalCount: null, attempts: 0 };
    const slice = await handler(task);
    await test.db.write((trx) => slice.write!(trx));
    expect(slice).toMatchObject({ ended: true, doneCount: 1 });
    expect(await rowsOf(shop)).toMatchObject([{ first_source: 'instagram', last_source: 'instagram' }]);
    const marked = test.db.read.selectFrom('appraisal').select('changed').where('shop', '=', shop.shop);
    expect(await marked.execute()).toEqual([{ changed: '["field:order.touch"]' }]);
  });

  it('are found by an index', async () => {
    const plans = await plansOf(test.db, async (trx) => {
      await trx
        .insertInto('fact')
        .values({
          shop: 'p',
          id: 'o',
          kind: 'order.placed',
          occurred_at: 1,
          received_at: 1,
          identity: 'email:a@x.it',
          verified: 1,
          contact: 'ann',
          data: '{"origin":{"utm":{"source":"ad"}}}',
          progress: 3,
        })
        .execute();
      await makeOrderTouches(trx, 'p', ['ann', 'bob']);
    });
    expect(plans.length).toBeGreaterThan(3);
    expect(plans.flatMap((one) => walksIn(dialect, one))).toEqual([]);
  });
});
