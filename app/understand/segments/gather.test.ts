import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { DAY } from '../../platform/clock/clock.ts';
import type { Condition } from '../conditions/condition.ts';
import { createSegmentShop, factOf } from '../testing/segment-shop.ts';
import { NOW } from '../testing/shop.ts';

/** So many pages of products within three days, by somebody with an address. */
const viewed = (value: number): Condition => ({
  version: 1,
  when: {
    type: 'all',
    of: [
      { type: 'text', field: 'email', test: 'ends', of: ['x.test'] },
      { type: 'facts', kind: 'product.viewed', windowDays: 3, op: 'gte', value },
    ],
  },
});
/** each has viewed one more than the one before; the first none */
const WHO = ['ada', 'bob', 'cyd', 'dan', 'eve'];
/** The next one of the shop in Rome, after a noon. */
const MIDNIGHT = Date.UTC(2026, 10, 1, 23);

describe.each(DIALECTS)('gathering a segment in slices [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  async function newWorld() {
    const world = await createSegmentShop(test.db, `shop${shops++}.myshopify.com`);
    const views = WHO.flatMap((who, at) =>
      Array.from({ length: at }, () => factOf(who, 'product.viewed', NOW - DAY)).concat(
        factOf(who, 'page.viewed', NOW),
      ),
    );
    await world.hear(views);
    await world.settle();
    const rows = await test.db.read
      .selectFrom('contact')
      .select(['id', 'email'])
      .where('shop', '=', world.shop)
      .execute();
    const ids = new Map(rows.map(({ id, email }) => [email?.split('@')[0] ?? '', id]));
    const nameOf = (contact: string) => [...ids].find(([, id]) => id === contact)?.[0];
    return {
      ...world,
      idOf: (who: string) => ids.get(who) ?? '',
      async gather() {
        const run = () => world.tasks.run(world.shop);
        for (let again = await run(); (again ?? Infinity) <= world.clock.now(); again = await run());
      },
      async checks() {
        const noted = await test.db.read
          .selectFrom('segment_check')
          .select(['contact', 'due_at'])
          .where('shop', '=', world.shop)
          .execute();
        return Object.fromEntries(noted.map(({ contact, due_at }) => [nameOf(contact), due_at]).toSorted());
      },
    };
  }

  it('finds everybody of whom it holds, and looks at the next midnight at those whose days end', async () => {
    const world = await newWorld();
    const saved = await world.service.create(world.shop, { name: 'S', kind: 'live', condition: viewed(2) });
    if (!saved.ok) throw new Error(saved.reason);
    await world.gather();
    expect(await world.members(saved.id)).toEqual(['cyd@x.test', 'dan@x.test', 'eve@x.test']);
    expect(await world.checks()).toEqual({ bob: MIDNIGHT, cyd: MIDNIGHT, dan: MIDNIGHT, eve: MIDNIGHT });
    const { joined_at } = await test.db.read
      .selectFrom('segment_member')
      .select('joined_at')
      .where('shop', '=', world.shop)
      .where('contact', '=', world.idOf('dan'))
      .executeTakeFirstOrThrow();

    // somebody is noted of whom nothing ends, somebody too late, somebody not at all
    await test.db.write(async (trx) => {
      const check = { shop: world.shop, segment: saved.id };
      await trx
        .insertInto('segment_check')
        .values({ ...check, contact: world.idOf('ada'), due_at: 1 })
        .execute();
      await trx
        .updateTable('segment_check')
        .set({ due_at: MIDNIGHT + DAY })
        .where('shop', '=', world.shop)
        .where('contact', '=', world.idOf('bob'))
        .execute();
      await trx
        .deleteFrom('segment_check')
        .where('shop', '=', world.shop)
        .where('contact', '=', world.idOf('cyd'))
        .execute();
    });
    world.clock.advance(1000);
    await world.service.rebuild(world.shop, saved.id);
    await world.gather();
    expect(await world.checks()).toEqual({ bob: MIDNIGHT, cyd: MIDNIGHT, dan: MIDNIGHT, eve: MIDNIGHT });
    const rows = await test.db.read
      .selectFrom('segment_member')
      .select(['generation', 'joined_at'])
      .where('shop', '=', world.shop)
      .execute();
    // who was in it before has been so since then, and what stood before is cleared away
    expect(rows).toEqual(WHO.slice(2).map(() => ({ generation: 2, joined_at })));
  });

  it('keeps whom hands put into a static one, in whichever slice', async () => {
    const world = await newWorld();
    const saved = await world.service.create(world.shop, { name: 'F', kind: 'static', condition: viewed(2) });
    if (!saved.ok) throw new Error(saved.reason);
    await world.gather();
    await world.service.putAddresses(world.shop, saved.id, 'ada@x.test bob@x.test', true);
    await world.service.change(world.shop, saved.id, { name: 'F', condition: viewed(3) });
    await world.gather();
    expect(await world.members(saved.id)).toEqual(['ada', 'bob', 'dan', 'eve'].map((who) => `${who}@x.test`));
    expect(await world.checks()).toEqual({});
    const byHand = await test.db.read
      .selectFrom('segment_member')
      .select('contact')
      .where('shop', '=', world.shop)
      .where('source', '<>', 'condition')
      .execute();
    expect(byHand.map(({ contact }) => contact).toSorted()).toEqual([world.idOf('ada'), world.idOf('bob')].toSorted());
  });
});
