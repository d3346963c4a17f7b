import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { DAY, HOUR } from '../../platform/clock/clock.ts';
import type { Node } from '../conditions/condition.ts';
import { createSegmentShop, factOf } from '../testing/segment-shop.ts';
import { createSegmentDaysHandler } from './days.server.ts';

describe.each(DIALECTS)('the days of a segment [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  it('tell its size, who came and went, and what its members bought; catalogue and counts are put right at night', async () => {
    const world = await createSegmentShop(test.db);
    const { shop, clock } = world;
    const saved = async (when: Node) => {
      const answer = await world.service.create(shop, { name: 'S', kind: 'live', condition: { version: 1, when } });
      if (!answer.ok) throw new Error(answer.reason);
      return answer.id;
    };
    const id = await saved({ type: 'facts', kind: 'page.viewed', op: 'gte', value: 1 });
    const ofMaker = await saved({ type: 'products', did: 'viewed', which: { vendor: 'Dune' }, op: 'gte', value: 1 });
    await world.settle();
    await world.hear([
      factOf('ada', 'page.viewed', clock.now()),
      factOf('bob', 'product.viewed', clock.now(), { subject: '1' }),
    ]);
    await world.settle();
    const order = {
      shop,
      currency: 'EUR',
      total: 5000,
      refunded: 1000,
      updated_at: 0,
      identity: 'email:ada@x.test',
      counted: 1,
    };
    await test.db.write(async (trx) => {
      await trx
        .insertInto('orders')
        .values([
          { ...order, id: '1', placed_at: clock.now() },
          { ...order, id: '2', placed_at: clock.now(), counted: 0 },
          { ...order, id: '3', placed_at: clock.now() - 2 * DAY },
          { ...order, id: '4', placed_at: clock.now(), identity: 'email:bob@x.test' },
        ])
        .execute();
      const product = { title: 'T', handle: 't', status: 'active', price: 900, currency: 'EUR', updated_at: 0 };
      await trx
        .insertInto('product')
        .values({ shop, id: '1', vendor: 'Dune', ...product })
        .execute();
      await trx.updateTable('segment').set({ count: 7 }).where('id', '=', id).execute();
    });
    expect(await world.members(ofMaker)).toEqual([]);

    clock.advance(DAY - 6 * HOUR);
    const night = createSegmentDaysHandler({ db: test.db, clock });
    const task = { shop, id: 'segment-days', kind: 'segment-days', cursor: null, doneCount: 0, totalCount: null };
    const slice = await night({ ...task, attempts: 0 });
    await test.db.write(async (trx) => slice.write?.(trx));
    await world.settle();

    const days = await world.service.days(shop, id);
    expect(days).toMatchObject([
      { day: '2026-11-01', joined: 1, left: 0, revenue: 4000 },
      { day: '2026-11-02', joined: 0, left: 0, revenue: 0 },
    ]);
    expect(await world.service.get(shop, id)).toMatchObject({ count: 1, revenue: 4000 });
    expect(await world.members(ofMaker)).toEqual(['bob@x.test']);
    expect(await world.decisions()).toEqual(['ada@x.test joined', 'bob@x.test joined']);
    expect(slice.dueAt).toBe(Date.UTC(2026, 10, 2, 23));
  });
});
