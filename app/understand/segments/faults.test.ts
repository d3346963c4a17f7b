// A process may die at any write: whoever comes after ends with the same members, and nobody joins twice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { Database } from '../../platform/db/db.ts';
import { MINUTE } from '../../platform/clock/clock.ts';
import { createSegmentShop, factOf } from '../testing/segment-shop.ts';

class Killed extends Error {}

describe.each(DIALECTS)('segments whose process dies [%s]', (dialect) => {
  let test: TestDatabase;
  let db: Database;
  let writesLeft = Infinity;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    db = test.reopen(() => {
      if (writesLeft-- <= 0) {
        writesLeft = Infinity;
        throw new Killed('killed');
      }
    });
  });
  afterAll(() => test.dispose());

  let shops = 0;
  /** @returns what it came to, and how many writes that took */
  async function story(killAt: number) {
    const world = await createSegmentShop(db, `shop${shops++}.myshopify.com`);
    const saved = await world.service.create(world.shop, {
      name: 'S',
      kind: 'live',
      condition: { version: 1, when: { type: 'facts', kind: 'product.viewed', windowDays: 3, op: 'gte', value: 1 } },
    });
    if (!saved.ok) throw new Error(saved.reason);
    await world.hear([
      factOf('ada', 'product.viewed', world.clock.now()),
      factOf('bob', 'page.viewed', world.clock.now()),
    ]);
    await world.settle();
    // as if somebody had come in and somebody had gone without anybody looking
    await test.db.write(async (trx) => {
      await trx.deleteFrom('segment_member').where('shop', '=', world.shop).execute();
      await trx.updateTable('segment').set({ count: 0 }).where('shop', '=', world.shop).execute();
    });
    await world.service.rebuild(world.shop, saved.id, { announce: true });
    await world.hear([factOf('bob', 'product.viewed', world.clock.now())]);
    writesLeft = killAt;
    const before = writesLeft;
    try {
      await world.settle();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    const used = before - writesLeft;
    writesLeft = Infinity;
    // what a task had under way waits for its lease to pass
    world.clock.advance(10 * MINUTE);
    await world.settle();
    const line = await world.service.get(world.shop, saved.id);
    const decisions = (await world.decisions()).toSorted();
    return { used, members: await world.members(saved.id), decisions, count: line?.count, state: line?.state };
  }

  it('end as they would have, wherever it died', async () => {
    const { used, ...whole } = await story(1_000_000);
    expect(whole).toEqual({
      members: ['ada@x.test', 'bob@x.test'],
      decisions: ['ada@x.test joined', 'bob@x.test joined'],
      count: 2,
      state: 'standing',
    });
    expect(used).toBeGreaterThan(15);
    for (let killAt = 0; killAt < used; killAt += dialect === 'sqlite' ? 1 : 3) {
      const { used: _, ...after } = await story(killAt);
      expect([killAt, after]).toEqual([killAt, whole]);
    }
  }, 240_000);
});
