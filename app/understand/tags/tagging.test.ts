import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { HOUR } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import type { Condition } from '../conditions/condition.ts';
import { createTestShop, NOW, type TestShop } from '../testing/shop.ts';
import { createTagsService } from './service.server.ts';
import {
  createTaggingHandler,
  createTaggingService,
  TAGGING_TASK,
  type TaggingService,
} from './tagging-task.server.ts';

const LEADS: Condition = { version: 1, when: { type: 'stage', in: ['lead'] } };
const MANY = 620;

describe.each(DIALECTS)('a tag for many [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  let shop: TestShop;
  let tagging: TaggingService;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());
  beforeEach(async () => {
    shop = await createTestShop(test.db, `shop${shops++}`);
    tagging = createTaggingService({ db: test.db, clock: shop.clock, wake: () => {} });
    await shop.hear(
      Array.from({ length: MANY }, (_, n) => ({
        id: `a${n}`,
        kind: 'contact.added' as const,
        occurredAt: NOW,
        identity: `email:p${n}@x.test` as const,
        verified: true,
      })),
    );
    await shop.hear([{ id: 'v', kind: 'page.viewed', occurredAt: NOW, identity: 'client:visitor-1', verified: false }]);
    await shop.understand();
  });

  const worker = () =>
    createTasksWorker({
      db: test.db,
      clock: shop.clock,
      log: silentLog,
      handlers: { [TAGGING_TASK]: createTaggingHandler({ db: test.db, clock: shop.clock }) },
    });
  async function work(slices = 100): Promise<void> {
    const tasks = worker();
    for (let slice = 0; slice < slices; slice++) if ((await tasks.run(shop.shop)) === null) return;
  }
  const holders = async (tag: string) => {
    const rows = test.db.read.selectFrom('contact_tag').select(['contact', 'source']).where('shop', '=', shop.shop);
    return rows.where('tag', '=', tag).execute();
  };
  const someone = async (n: number) => {
    const row = test.db.read.selectFrom('contact').select('id').where('shop', '=', shop.shop);
    return (await row.where('email', '=', `p${n}@x.test`).executeTakeFirstOrThrow()).id;
  };

  it('reaches everybody whom the list shows, slice by slice, and whoever has it keeps it as it came', async () => {
    const tags = createTagsService({ db: test.db, clock: shop.clock, wake: () => {} });
    await tags.give(shop.shop, [await someone(0)], 'vip');
    await tagging.begin(shop.shop, 'vip', { search: '', condition: LEADS });
    await work(1);
    expect(await tagging.latest(shop.shop)).toMatchObject({ state: 'queued', done: 250, total: MANY + 1 });
    // another process goes on from there
    await work();
    expect(await tagging.latest(shop.shop)).toMatchObject({
      state: 'done',
      tag: 'vip',
      changed: MANY - 1,
      undo: false,
    });
    const all = await holders('vip');
    expect(all).toHaveLength(MANY);
    expect(all.filter(({ source }) => source === 'hand')).toHaveLength(1);
    // whom it was for is forgotten: it may be a name
    const task = test.db.read.selectFrom('task').select('cursor').where('shop', '=', shop.shop);
    expect((await task.executeTakeFirstOrThrow()).cursor).toContain('"scope":null');
    expect(await tagging.latest('another shop')).toBeNull();
  });

  it('is taken back from those who have it by that alone, even before it has reached all', async () => {
    await tagging.begin(shop.shop, 'fair', { search: '', condition: LEADS });
    await work(1);
    const [first] = await holders('fair');
    const tags = createTagsService({ db: test.db, clock: shop.clock, wake: () => {} });
    await tags.take(shop.shop, [first?.contact ?? ''], 'fair');
    await tags.give(shop.shop, [first?.contact ?? ''], 'fair');
    const { id } = (await tagging.latest(shop.shop))!;
    await tagging.undo('another shop', id);
    await tagging.undo(shop.shop, id);
    await work();
    expect(await holders('fair')).toEqual([{ contact: first?.contact, source: 'hand' }]);
    expect(await tagging.latest(shop.shop)).toMatchObject({ state: 'done', undo: true, changed: 249 });
    shop.clock.advance(2 * HOUR);
    expect(await tagging.latest(shop.shop)).toBeNull();
  });

  it('reaches those who were ticked, by search those who are found, and nobody of another shop', async () => {
    await tagging.begin(shop.shop, 'ticked', { contacts: [await someone(1), await someone(2), 'nobody'] });
    await work();
    expect((await holders('ticked')).map(({ contact }) => contact).toSorted()).toEqual(
      [await someone(1), await someone(2)].toSorted(),
    );
    shop.clock.advance(1);
    const all: Condition = { version: 1, when: { type: 'all', of: [] } };
    await tagging.begin(shop.shop, 'found', { search: 'p61', condition: all });
    await work();
    expect(await holders('found')).toHaveLength(11);
    const stranger = await createTestShop(test.db, `stranger${shops}`);
    const theirs = createTaggingService({ db: test.db, clock: stranger.clock, wake: () => {} });
    await theirs.begin(stranger.shop, 'stolen', { contacts: [await someone(1)] });
    const tasks = worker();
    while ((await tasks.run(stranger.shop)) !== null);
    expect(await holders('stolen')).toEqual([]);
    const stolen = test.db.read.selectFrom('contact_tag').select('contact').where('shop', '=', stranger.shop);
    expect(await stolen.execute()).toEqual([]);
  });
});
