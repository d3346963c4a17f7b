import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { DAY, HOUR } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import type { Condition } from '../conditions/condition.ts';
import { createTestShop, NOW, type TestShop } from '../testing/shop.ts';
import { createTagsService } from './service.server.ts';
import { createTaggingHandler } from './tagging-slices.server.ts';
import { createTaggingService, type TaggingService } from './tagging-task.server.ts';
import { TAGGING_TASK } from './tagging.ts';
import { takenRetention } from './taken.server.ts';

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

  const everyTag = async () => {
    const rows = test.db.read.selectFrom('contact_tag').select(['contact', 'tag', 'at', 'source']);
    return rows.where('shop', '=', shop.shop).orderBy('contact').orderBy('tag').execute();
  };
  const remembered = async () => {
    const rows = test.db.read.selectFrom('tag_taken').select('contact').where('shop', '=', shop.shop);
    return (await rows.execute()).length;
  };
  /** everybody has `fair` since now, one of them by hand for an hour, and one has another */
  async function give(): Promise<void> {
    const tags = createTagsService({ db: test.db, clock: shop.clock, wake: () => {} });
    await tags.give(shop.shop, [await someone(0)], 'fair');
    await tags.give(shop.shop, [await someone(1)], 'other');
    shop.clock.advance(HOUR);
    await tagging.begin(shop.shop, 'fair', { search: '', condition: LEADS });
    await work();
    shop.clock.advance(1);
  }

  it('is taken from everybody whom the list shows, and given back as it had come', async () => {
    await give();
    const before = await everyTag();
    await tagging.begin(shop.shop, 'fair', { search: '', condition: LEADS }, 'take');
    await work(1);
    expect(await tagging.latest(shop.shop)).toMatchObject({ deed: 'take', state: 'queued', done: 250, total: MANY });
    await work();
    expect(await tagging.latest(shop.shop)).toMatchObject({ state: 'done', changed: MANY, undo: false });
    expect(await holders('fair')).toEqual([]);
    expect(await everyTag()).toHaveLength(1);
    // who looks for the tag is looked at again
    const looks = test.db.read.selectFrom('appraisal').select('changed').where('shop', '=', shop.shop);
    expect((await looks.where('changed', 'like', '%field:tag%').execute()).length).toBeGreaterThanOrEqual(MANY);
    const { id } = (await tagging.latest(shop.shop))!;
    await tagging.undo('another shop', id);
    expect(await holders('fair')).toEqual([]);
    await tagging.undo(shop.shop, id);
    await work();
    expect(await tagging.latest(shop.shop)).toMatchObject({ deed: 'take', state: 'done', undo: true, changed: MANY });
    expect(await everyTag()).toEqual(before);
    expect(await remembered()).toBe(0);
  });

  it('that is given anew before it is given back stays as it came then', async () => {
    await give();
    await tagging.begin(shop.shop, 'fair', { search: '', condition: LEADS }, 'take');
    await work(1);
    const { id, changed } = (await tagging.latest(shop.shop))!;
    expect(changed).toBe(250);
    const lost = test.db.read.selectFrom('tag_taken').select('contact').where('shop', '=', shop.shop);
    const { contact } = await lost.executeTakeFirstOrThrow();
    const tags = createTagsService({ db: test.db, clock: shop.clock, wake: () => {} });
    await tags.give(shop.shop, [contact], 'fair');
    await tagging.undo(shop.shop, id);
    await work();
    expect(await holders('fair')).toHaveLength(MANY);
    expect(await holders('fair')).toContainEqual({ contact, source: 'hand' });
    expect(await tagging.latest(shop.shop)).toMatchObject({ undo: true, changed: 249 });
  });

  it('is taken from those who were ticked alone, whoever they turn out to be, and never in another shop', async () => {
    await give();
    const [one, two] = [await someone(1), await someone(2)];
    await tagging.begin(shop.shop, 'fair', { contacts: [one, two, 'nobody'] }, 'take');
    await work();
    expect(await holders('fair')).toHaveLength(MANY - 2);
    await shop.hear([
      {
        id: 'same',
        kind: 'customer.changed',
        occurredAt: NOW,
        identity: 'email:p1@x.test',
        verified: true,
        data: { also: ['email:p2@x.test'] },
      },
    ]);
    await shop.understand();
    await tagging.undo(shop.shop, (await tagging.latest(shop.shop))!.id);
    await work();
    const heir = test.db.read.selectFrom('identity').select('contact').where('shop', '=', shop.shop);
    const { contact } = await heir.where('id', '=', 'email:p2@x.test').executeTakeFirstOrThrow();
    expect((await holders('fair')).filter((row) => row.contact === contact)).toHaveLength(1);
    const stranger = await createTestShop(test.db, `stranger${shops}`);
    const theirs = createTaggingService({ db: test.db, clock: stranger.clock, wake: () => {} });
    const before = await everyTag();
    await theirs.begin(stranger.shop, 'fair', { contacts: [await someone(3)] }, 'take');
    await theirs.begin(stranger.shop, 'fair', { search: '', condition: LEADS }, 'take');
    const tasks = worker();
    while ((await tasks.run(stranger.shop)) !== null);
    expect(await everyTag()).toEqual(before);
  });

  it('that was taken is forgotten once it cannot be given back any more', async () => {
    await give();
    await tagging.begin(shop.shop, 'fair', { search: '', condition: LEADS }, 'take');
    await work();
    const [step] = takenRetention;
    const night = async () => {
      const before = shop.clock.now() - DAY;
      while ((await step!.letGo(test.db, shop.shop, before, null)).next !== null);
    };
    await night();
    expect(await remembered()).toBe(MANY);
    shop.clock.advance(DAY + 1);
    await night();
    expect(await remembered()).toBe(0);
  });
});
