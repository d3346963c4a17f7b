// Keeping sixty segments must cost what the contacts cost that were touched: no statement may walk a whole table.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import { createSegmentShop, factOf } from '../testing/segment-shop.ts';
import { NOW } from '../testing/shop.ts';
import { plansOf, walksIn } from '../testing/statement-plans.ts';
import { segmentsAppraiser } from './appraiser.server.ts';
import { createSegmentHandler } from './build-task.server.ts';
import { buildTaskId } from './build.ts';
import { RECIPES } from './recipes.ts';

describe.each(DIALECTS)('the statements that keep segments [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  it('find their rows by an index', async () => {
    const world = await createSegmentShop(test.db);
    for (const { name, condition } of RECIPES) {
      await world.service.create(world.shop, { name: name.en, kind: 'live', condition });
    }
    const who = ['ada', 'bob', 'cyd'];
    await world.hear(who.map((one) => factOf(one, 'product.viewed', NOW)));
    await world.settle();
    const contacts = await test.db.read.selectFrom('contact').select('id').execute();
    expect(contacts).toHaveLength(3);

    const frame = await shopFrame(test.db.read, world.shop, NOW);
    const touched = new Map(contacts.map(({ id }) => [id, new Set<Change>(['everything', 'live'])]));
    const kept = await plansOf(test.db, (trx) => segmentsAppraiser.appraise(trx, frame!, touched, () => {}));
    expect(kept.length).toBeGreaterThan(5);

    const segment = (await world.service.list(world.shop))[0]!;
    await world.service.rebuild(world.shop, segment.id);
    const task = await test.db.read
      .selectFrom('task')
      .selectAll()
      .where('id', '=', buildTaskId(segment.id))
      .executeTakeFirstOrThrow();
    const slice = await createSegmentHandler({ db: test.db, clock: world.clock })({
      shop: world.shop,
      id: task.id,
      kind: task.kind,
      cursor: task.cursor,
      doneCount: 0,
      totalCount: null,
      attempts: 0,
    });
    const gathered = await plansOf(test.db, async (trx) => slice.write?.(trx));
    for (const one of [...kept, ...gathered])
      expect([one.text.slice(0, 300), walksIn(dialect, one)]).toEqual([one.text.slice(0, 300), []]);
  });
});
