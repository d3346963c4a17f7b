import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DIALECTS } from '../../../test/databases.ts';
import { openSetting, type Setting } from '../../listen/backfill/history-in-test.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import type { Condition } from '../conditions/condition.ts';
import { BUILD_TASK, buildTaskId } from './build.ts';
import { createSegmentHandler } from './build-task.server.ts';
import { createSegmentDaysHandler, SEGMENT_DAYS_TASK } from './days.server.ts';
import { RECIPES } from './recipes.ts';
import { BY_HAND } from './rules.ts';
import { createSegmentsService } from './service.server.ts';
import { createShopifySegments } from './shopify-segments.server.ts';
import { createTwinHandler, queueTwin, TWIN_TASK, twinTaskId } from './twin-task.server.ts';
import { createSegmentTwins } from './twins.server.ts';

const wake = () => {};
const SCOPES = ['read_customers', 'write_customers'];

describe.each(DIALECTS)('segments of Shopify [%s]', (dialect) => {
  let at: Setting;
  const given: string[] = [];
  const isTagged = async (_shop: string, tag: string, segment: string) => given.includes(`${segment} ${tag}`);
  beforeEach(async () => {
    given.length = 0;
    at = await openSetting(dialect, (parts) => ({
      [BUILD_TASK]: createSegmentHandler(parts),
      [TWIN_TASK]: createTwinHandler({ ...parts, isTagged }),
    }));
    at.grant(SCOPES);
  });
  afterEach(() => at.test.dispose());

  const service = () => createSegmentsService({ db: at.test.db, clock: at.clock, wake });
  const theirs = () => createShopifySegments({ db: at.test.db, clock: at.clock, wake, admin: at.admin });
  const twins = () =>
    createSegmentTwins({
      db: at.test.db,
      clock: at.clock,
      wake,
      memberTags: {
        write: async (_shop, tag, segment) => {
          given.push(`${segment} ${tag}`);
          return 'written';
        },
        remove: async () => void given.pop(),
        stands: isTagged,
      },
    });
  const nightWorker = () =>
    createTasksWorker({
      ...at.parts(),
      handlers: { [SEGMENT_DAYS_TASK.kind]: createSegmentDaysHandler(at.parts()) },
    });
  const there = () => at.far.devstore.store.segments;

  /** A customer in Shopify; a contact here, if she is known. */
  async function person(name: string, tags: string[], known = true): Promise<void> {
    const { id } = at.far.devstore.store.customers.create({ email: `${name}@x.test`, tags });
    if (!known) return;
    const seen = { first_seen_at: 1, last_seen_at: 1, updated_at: 1 };
    await at.test.db.write(async (trx) => {
      await trx
        .insertInto('contact')
        .values({ shop: at.shop, id: name, email: `${name}@x.test`, ...seen })
        .execute();
      const handle = { shop: at.shop, id: `customer:${id}`, kind: 'customer', contact: name, created_at: 1 };
      await trx.insertInto('identity').values(handle).execute();
    });
  }
  const members = async (id: string) => (await service().members(at.shop, id)).rows.map((row) => row.id).toSorted();
  const decisions = async () => {
    const rows = await at.test.db.read.selectFrom('decision').select(['contact', 'kind']).execute();
    return rows.map(({ contact, kind }) => `${contact} ${kind}`).toSorted();
  };
  const shareTags = (sync: boolean) =>
    at.test.db.write((trx) =>
      trx
        .updateTable('shop')
        .set({ settings: JSON.stringify({ tags: { sync, prefix: 'sm:' } }) })
        .execute(),
    );

  it('are found by name, and read with those members who are known here', async () => {
    await person('ann', ['gold']);
    await person('bob', ['gold'], false);
    await person('zoe', []);
    const { id } = there().create('Gold members', "customer_tags CONTAINS 'gold'");
    expect((await theirs().list(at.shop, 'GOLD')).segments).toEqual([
      { id, name: 'Gold members', query: "customer_tags CONTAINS 'gold'", here: null },
    ]);
    const taken = await theirs().take(at.shop, id);
    if (!taken.ok) throw new Error(taken.reason);
    await at.runToEnd();
    expect(await members(taken.id)).toEqual(['ann']);
    expect(await decisions()).toEqual([]);
    expect(await service().get(at.shop, taken.id)).toMatchObject({ kind: 'shopify', count: 1, state: 'standing' });
    expect((await theirs().list(at.shop, '')).segments).toMatchObject([{ here: { id: taken.id, twin: false } }]);
    expect(await service().why(at.shop, taken.id, 'ann')).toMatchObject({ member: { source: 'shopify' } });
  });

  it('are looked through page by page, up to a point that is told', async () => {
    for (let n = 1; n <= 600; n++) there().create(`Segment ${n}`, 'number_of_orders > 3');
    const found = await theirs().list(at.shop, 'segment 599');
    expect(found).toMatchObject({ segments: [{ name: 'Segment 599' }], more: false });
    const all = await theirs().list(at.shop, '');
    expect([all.segments.length, all.more]).toEqual([250, true]);
    for (let n = 601; n <= 2501; n++) there().create(`Segment ${n}`, 'number_of_orders > 3');
    expect(await theirs().list(at.shop, 'segment 2501')).toEqual({ segments: [], more: true });
    expect((await theirs().list(at.shop, 'segment 2500')).segments).toHaveLength(1);
  });

  it('are called as Shopify calls them, also when that changes', async () => {
    const { id } = there().create('Gold', "customer_tags CONTAINS 'gold'");
    const taken = await theirs().take(at.shop, id);
    if (!taken.ok) throw new Error(taken.reason);
    await at.runToEnd();
    there().update(id, { name: 'Gold and silver' });
    await service().rebuild(at.shop, taken.id);
    await at.runToEnd();
    expect(await service().get(at.shop, taken.id)).toMatchObject({ name: 'Gold and silver' });
  });

  it('are read again, over as many pages as there are, and tell of who joined and left since', async () => {
    await person('ann', ['gold']);
    await person('zoe', []);
    for (let n = 0; n < 300; n++) await person(`n${n}`, ['gold'], n >= 298);
    const { id } = there().create('Gold', "customer_tags CONTAINS 'gold'");
    const taken = await theirs().take(at.shop, id);
    if (!taken.ok) throw new Error(taken.reason);
    await at.runToEnd();
    expect(await members(taken.id)).toEqual(['ann', 'n298', 'n299']);
    there().update(id, { query: "customer_tags NOT CONTAINS 'gold'" });
    await service().rebuild(at.shop, taken.id);
    await at.runToEnd();
    expect(await members(taken.id)).toEqual(['zoe']);
    expect(await decisions()).toEqual([
      'ann segment.left',
      'n298 segment.left',
      'n299 segment.left',
      'zoe segment.joined',
    ]);
    expect(await theirs().take(at.shop, id)).toEqual(taken);
  });

  it('can be named by conditions, which follow what was read', async () => {
    await person('ann', ['gold']);
    await person('zoe', []);
    const { id } = there().create('Gold', "customer_tags CONTAINS 'gold'");
    const taken = await theirs().take(at.shop, id);
    if (!taken.ok) throw new Error(taken.reason);
    const named: Condition = { version: 1, when: { type: 'segment', in: [taken.id] } };
    const made = await service().create(at.shop, { name: 'Follows', kind: 'live', condition: named });
    if (!made.ok) throw new Error(made.reason);
    await at.runToEnd();
    expect(await members(made.id)).toEqual(['ann']);
    there().update(id, { query: "customer_tags NOT CONTAINS 'gold'" });
    await service().rebuild(at.shop, taken.id);
    await at.runToEnd();
    expect(await members(made.id)).toEqual(['zoe']);
    expect(await decisions()).toHaveLength(4);
  });

  it('are read each night, when twins of ours are looked after as well', async () => {
    await shareTags(true);
    const { id } = there().create('Gold', "customer_tags CONTAINS 'gold'");
    const taken = await theirs().take(at.shop, id);
    const made = await service().create(at.shop, { name: 'Ours', kind: 'static', condition: BY_HAND });
    if (!taken.ok || !made.ok) throw new Error('not made');
    await twins().share(at.shop, made.id, 'en');
    await at.runToEnd();
    const state = async (task: string) => (await at.task(task)).state;
    expect(await state(buildTaskId(taken.id))).toBe('done');
    expect(await state(twinTaskId(made.id))).toBe('done');

    await at.ask(SEGMENT_DAYS_TASK.id, SEGMENT_DAYS_TASK.kind);
    await nightWorker().run(at.shop);
    expect(await state(buildTaskId(taken.id))).toBe('queued');
    expect(await state(twinTaskId(made.id))).toBe('queued');
  });

  it('stand as they were when Shopify no longer has them, and say so', async () => {
    await person('ann', ['gold']);
    const { id } = there().create('Gold', "customer_tags CONTAINS 'gold'");
    const taken = await theirs().take(at.shop, id);
    if (!taken.ok) throw new Error(taken.reason);
    await at.runToEnd();
    there().remove(id);
    await service().rebuild(at.shop, taken.id);
    await at.runToEnd();
    expect(await members(taken.id)).toEqual(['ann']);
    expect((await service().get(at.shop, taken.id))?.progress).toMatchObject({
      state: 'attention',
      reason: expect.stringContaining('Segment does not exist'),
    });
    expect(await theirs().take(at.shop, id)).toEqual({ ok: false, reason: 'unknown' });
  });

  it('hold whoever carries the tag of a segment of ours that is shared, until it is shared no more', async () => {
    const made = await service().create(at.shop, { name: 'Ada’s “best”, friends', kind: 'static', condition: BY_HAND });
    if (!made.ok) throw new Error(made.reason);
    expect(await twins().share(at.shop, made.id, 'en')).toBe('no_sync');
    expect(await twins().of(at.shop, made.id)).toBeNull();
    await shareTags(true);
    expect(await twins().share(at.shop, made.id, 'en')).toBe('shared');
    await at.runToEnd();
    expect(given).toEqual([`${made.id} Ada’s “best” friends`]);
    const query = "customer_tags CONTAINS 'sm:Ada’s “best” friends'";
    expect(there().all()).toMatchObject([{ name: 'Ada’s “best”, friends (Sandmill)', query }]);
    const [twin] = there().all();
    expect(await twins().of(at.shop, made.id)).toMatchObject({
      tag: 'sm:Ada’s “best” friends',
      shopifyId: twin?.id,
      problem: null,
    });
    expect((await theirs().list(at.shop, '')).segments).toMatchObject([{ here: { id: made.id, twin: true } }]);

    // done again it stays one; another prefix is followed; one that was deleted comes back
    await at.test.db.write((trx) =>
      trx
        .updateTable('shop')
        .set({ settings: JSON.stringify({ tags: { sync: true, prefix: 'x:' } }) })
        .execute(),
    );
    await twins().share(at.shop, made.id, 'en');
    await at.runToEnd();
    expect(there().all()).toMatchObject([{ id: twin?.id, query: query.replace('sm:', 'x:') }]);
    there().remove(twin?.id ?? '');
    await twins().share(at.shop, made.id, 'en');
    await at.runToEnd();
    expect(there().all()).toHaveLength(1);

    await twins().unshare(at.shop, made.id);
    await at.runToEnd();
    expect(there().all()).toEqual([]);
    expect(await twins().of(at.shop, made.id)).toBeNull();
  });

  it('follow the name of a segment of ours, and keep one that somebody gave them in Shopify', async () => {
    await shareTags(true);
    const recipe = RECIPES.find(({ key }) => key === 'big-spenders')!;
    const { name, condition } = recipe;
    const made = await service().create(at.shop, { name: name.en, kind: 'live', condition, recipe: recipe.key });
    if (!made.ok) throw new Error(made.reason);
    const names = () =>
      there()
        .all()
        .map((one) => one.name);
    await twins().share(at.shop, made.id, 'it');
    await at.runToEnd();
    // in the language of whoever shared it, and ready-made still
    expect([names(), given]).toEqual([['Grandi clienti (Sandmill)'], [`${made.id} Grandi clienti`]]);
    there().create('VIP (Sandmill)', 'number_of_orders > 3');
    await service().change(at.shop, made.id, { name: 'VIP', condition });
    await at.runToEnd();
    expect(names()).toEqual(['VIP (Sandmill 2)', 'VIP (Sandmill)']);
    there().update(there().all()[0]?.id ?? '', { name: 'Their best' });
    await at.test.db.write((trx) => queueTwin(trx, at.shop, made.id, at.clock.now()));
    await at.runToEnd();
    expect(names()).toEqual(['Their best', 'VIP (Sandmill)']);
  });

  it('are not made twice by a process that ended in between, and leave names that others have', async () => {
    await shareTags(true);
    const made = await service().create(at.shop, { name: 'Gold', kind: 'static', condition: BY_HAND });
    if (!made.ok) throw new Error(made.reason);
    there().create('Gold (Sandmill)', 'number_of_orders > 3');
    await twins().share(at.shop, made.id, 'en');
    await at.runToEnd();
    expect(
      there()
        .all()
        .map(({ name }) => name),
    ).toEqual(['Gold (Sandmill)', 'Gold (Sandmill 2)']);
    // as if what Shopify answered had not been written down
    await at.test.db.write((trx) => trx.updateTable('segment').set({ shopify_id: null }).execute());
    await twins().share(at.shop, made.id, 'en');
    await at.runToEnd();
    expect(there().all()).toHaveLength(2);
    expect((await twins().of(at.shop, made.id))?.shopifyId).toBe(there().all()[1]?.id);
  });

  it('lose the twin of a segment whose members get the tag no more', async () => {
    await shareTags(true);
    const made = await service().create(at.shop, { name: 'Gold', kind: 'static', condition: BY_HAND });
    if (!made.ok) throw new Error(made.reason);
    await twins().share(at.shop, made.id, 'en');
    await at.runToEnd();
    given.length = 0;
    expect(await twins().of(at.shop, made.id)).toBeNull();
    await at.test.db.write((trx) => queueTwin(trx, at.shop, made.id, at.clock.now()));
    await at.runToEnd();
    expect(there().all()).toEqual([]);
    expect(await twins().share(at.shop, made.id, 'en')).toBe('shared');
    await at.runToEnd();
    expect(there().all()).toHaveLength(1);
  });

  it('lose the twin of a segment that was removed, a day later', async () => {
    await shareTags(true);
    const made = await service().create(at.shop, { name: 'Gold', kind: 'static', condition: BY_HAND });
    if (!made.ok) throw new Error(made.reason);
    await twins().share(at.shop, made.id, 'en');
    await at.runToEnd();
    expect(there().all()).toHaveLength(1);
    await service().remove(at.shop, made.id);
    await at.runToEnd();
    expect(there().all()).toEqual([]);
  });
});
