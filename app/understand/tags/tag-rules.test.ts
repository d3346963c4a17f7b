import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { HOUR } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import { createAppraiseWorker } from '../appraisal/worker.server.ts';
import type { Condition, Node } from '../conditions/condition.ts';
import { segmentsAppraiser } from '../segments/appraiser.server.ts';
import { BUILD_TASK } from '../segments/build.ts';
import { createSegmentHandler } from '../segments/build-task.server.ts';
import { createSegmentChecksWorker } from '../segments/checks-worker.server.ts';
import { createSegmentShop, factOf } from '../testing/segment-shop.ts';
import { NOW } from '../testing/shop.ts';
import { createTagsService, type TagsService } from './service.server.ts';
import { tagRulesAppraiser } from './tag-rules-appraiser.server.ts';
import { createTagRulesService, type TagRulesService } from './tag-rules-service.server.ts';
import { createTagRulesHandler, segmentGathered, TAG_RULES_TASK } from './tag-rules-task.server.ts';

const when = (node: Node): Condition => ({ version: 1, when: node });
const viewed = (value: number): Condition => when({ type: 'facts', kind: 'product.viewed', op: 'gte', value });
const tagged = (tag: string): Condition => when({ type: 'tag', tag });
const not = (condition: Condition): Condition => when({ type: 'not', of: condition.when });

describe.each(DIALECTS)('tags that follow a segment [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  let world: Awaited<ReturnType<typeof createSegmentShop>>;
  let rules: TagRulesService;
  let tags: TagsService;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());
  beforeEach(async () => {
    world = await createSegmentShop(test.db, `shop${shops++}`);
    const deps = { db: test.db, clock: world.clock, wake: () => {} };
    rules = createTagRulesService(deps);
    tags = createTagsService(deps);
  });

  const segment = async (condition: Condition, name = 'S', kind: 'live' | 'static' = 'live'): Promise<string> => {
    const saved = await world.service.create(world.shop, { name, kind, condition });
    if (!saved.ok) throw new Error(saved.reason);
    return saved.id;
  };
  /** until nothing is left to do; @returns how many slices that took */
  async function settle(): Promise<number> {
    const { shop, clock } = world;
    const appraisers = [segmentsAppraiser, tagRulesAppraiser];
    const appraise = createAppraiseWorker({ db: test.db, clock, appraisers });
    const handlers = {
      [BUILD_TASK]: createSegmentHandler({ db: test.db, clock, gathered: segmentGathered }),
      [TAG_RULES_TASK]: createTagRulesHandler({ db: test.db, clock }),
    };
    const tasks = createTasksWorker({ db: test.db, clock, log: silentLog, handlers });
    const checks = createSegmentChecksWorker({ db: test.db, clock, wake: () => {} });
    let slices = 0;
    for (let round = 0; round < 3; round++) {
      await world.understand();
      for (const { run } of [tasks, checks, appraise]) {
        for (let at = await run(shop); at !== null && at <= clock.now(); at = await run(shop)) slices++;
      }
    }
    return slices;
  }
  async function tagsOf(who: string): Promise<string[]> {
    const contact = await idOf(who);
    return (await tags.ofContact(world.shop, contact)).map(({ tag }) => tag);
  }
  const idOf = async (who: string) => {
    const query = test.db.read.selectFrom('contact').select('id').where('shop', '=', world.shop);
    return (await query.where('email', '=', `${who}@x.test`).executeTakeFirstOrThrow()).id;
  };

  it('are given to who is in it already, to who joins, and taken from who leaves', async () => {
    await world.hear([factOf('ada', 'product.viewed', NOW - HOUR), factOf('bob', 'page.viewed', NOW - HOUR)]);
    const id = await segment(
      when({ type: 'facts', kind: 'product.viewed', op: 'gte', value: 1, windowDays: 3 }),
      'Lookers',
    );
    await settle();
    expect(await rules.write(world.shop, 'looks', id)).toBe('written');
    await settle();
    expect([await tagsOf('ada'), await tagsOf('bob')]).toEqual([['looks'], []]);
    expect(await tags.ofContact(world.shop, await idOf('ada'))).toMatchObject([
      { at: world.clock.now(), of: 'Lookers' },
    ]);
    expect(await rules.list(world.shop)).toMatchObject([{ tag: 'looks', name: 'Lookers', contacts: 1 }]);
    expect(await rules.list('another shop')).toEqual([]);

    await world.hear([factOf('bob', 'product.viewed', NOW)]);
    await settle();
    expect(await tagsOf('bob')).toEqual(['looks']);

    world.clock.advance(5 * 24 * HOUR);
    await settle();
    expect([await tagsOf('ada'), await tagsOf('bob')]).toEqual([[], []]);
  });

  it('follow a segment that is gathered anew with another condition', async () => {
    await world.hear([factOf('ada', 'product.viewed', NOW), factOf('bob', 'page.viewed', NOW)]);
    const id = await segment(viewed(1));
    await rules.write(world.shop, 'a', id);
    await settle();
    expect([await tagsOf('ada'), await tagsOf('bob')]).toEqual([['a'], []]);
    await world.service.change(world.shop, id, { name: 'S', condition: not(viewed(1)) });
    await settle();
    expect([await tagsOf('ada'), await tagsOf('bob')]).toEqual([[], ['a']]);
  });

  it('are not taken where they came from elsewhere, and stay while another rule holds', async () => {
    await world.hear([factOf('ada', 'product.viewed', NOW), factOf('bob', 'page.viewed', NOW)]);
    const [few, many] = [await segment(viewed(1)), await segment(viewed(2), 'Many')];
    const notFew = await segment(not(viewed(1)), 'Not');
    await settle();
    await tags.give(world.shop, [await idOf('bob')], 'a');
    await rules.write(world.shop, 'a', few);
    await rules.write(world.shop, 'a', many);
    await rules.write(world.shop, 'b', notFew);
    await settle();
    expect([await tagsOf('ada'), await tagsOf('bob')]).toEqual([['a'], ['a', 'b']]);
    await world.hear([factOf('bob', 'product.viewed', NOW), factOf('ada', 'product.viewed', NOW)]);
    await settle();
    // bob left the segment of b; his a was a hand's
    expect([await tagsOf('ada'), await tagsOf('bob')]).toEqual([['a'], ['a']]);
    expect(await tags.ofContact(world.shop, await idOf('bob'))).toMatchObject([{ tag: 'a', source: 'hand' }]);
  });

  it('stay when their rule is removed, and follow it again when it is there again', async () => {
    await world.hear([factOf('ada', 'product.viewed', NOW)]);
    const id = await segment(viewed(1));
    await rules.write(world.shop, 'a', id);
    await settle();
    const [rule] = await rules.list(world.shop);
    await rules.remove('another shop', rule?.id ?? '');
    expect(await rules.list(world.shop)).toHaveLength(1);
    await rules.remove(world.shop, rule?.id ?? '');
    expect(await rules.list(world.shop)).toEqual([]);
    await world.touch(await idOf('ada'), ['everything']);
    expect(await tagsOf('ada')).toEqual(['a']);
    expect(await rules.write(world.shop, 'a', id)).toBe('written');
    expect(await rules.list(world.shop)).toMatchObject([{ contacts: 1 }]);
  });

  it('bring contacts into segments that ask for them', async () => {
    await world.hear([factOf('ada', 'product.viewed', NOW), factOf('bob', 'page.viewed', NOW)]);
    const [lookers, havers] = [await segment(viewed(1)), await segment(tagged('a'), 'Havers')];
    await settle();
    await rules.write(world.shop, 'a', lookers);
    await rules.write(world.shop, 'b', havers);
    await settle();
    expect(await tagsOf('ada')).toEqual(['a', 'b']);
    await world.hear([factOf('bob', 'product.viewed', NOW)]);
    await settle();
    expect(await tagsOf('bob')).toEqual(['a', 'b']);
    expect(await world.members(havers)).toEqual(['ada@x.test', 'bob@x.test']);
  });

  it('are refused where the segment asks for the very tag, and two that undo each other come to rest', async () => {
    const without = await segment(not(tagged('a')));
    const through = await segment(when({ type: 'segment', in: [without] }), 'Through');
    expect(await rules.write(world.shop, 'a', without)).toBe('circle');
    expect(await rules.write(world.shop, 'a', through)).toBe('circle');
    expect(await rules.write(world.shop, 'a', 'nothing')).toBe('unknown');
    expect(await rules.write('another shop', 'a', without)).toBe('unknown');

    // whoever has no a gets b, and whoever has b gets a
    const haversOfB = await segment(tagged('b'), 'B');
    await rules.write(world.shop, 'b', without);
    await rules.write(world.shop, 'a', haversOfB);
    await world.hear([factOf('ada', 'page.viewed', NOW)]);
    expect(await settle()).toBeLessThan(60);
  });
});
