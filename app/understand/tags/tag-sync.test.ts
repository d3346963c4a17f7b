import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { silentLog } from '../../platform/log/log.ts';
import type { Admin } from '../../platform/shopify/admin/admin.server.ts';
import { createRunner } from '../../platform/work/runner.server.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { parseTags } from '../../listen/customers/parse-tags.ts';
import { createAppraiseWorker } from '../appraisal/worker.server.ts';
import { createTestShop, type TestShop } from '../testing/shop.ts';
import { createTagsService, type TagsService } from './service.server.ts';
import { surveyTags, TAG_SYNC_TASK, tagSyncAppraiser } from './tag-sync.server.ts';
import { createTagSyncHandler } from './tag-sync-task.server.ts';

const GID = 'gid://shopify/Customer/7';

/** What Shopify has of one customer, and what it sent us of it. */
function createCustomer(tags: string[]) {
  const webhooks: { topic: string; payload: object }[] = [];
  let now = Date.UTC(2026, 9, 1);
  let writes = 0;
  let refusal: string | null = null;
  const tell = (topic: string, changed: string[]) => {
    now += 1000;
    webhooks.push({ topic, payload: { customerId: GID, tags: changed, occurredAt: new Date(now).toISOString() } });
  };
  const add = (more: readonly string[]) => {
    const fresh = more.filter((tag) => !tags.some((one) => one.toLowerCase() === tag.toLowerCase()));
    tags.push(...fresh);
    if (fresh.length > 0) tell('customer.tags_added', fresh);
  };
  const remove = (fewer: readonly string[]) => {
    const gone = tags.filter((tag) => fewer.some((one) => one.toLowerCase() === tag.toLowerCase()));
    tags.splice(0, tags.length, ...tags.filter((tag) => !gone.includes(tag)));
    if (gone.length > 0) tell('customer.tags_removed', gone);
  };
  const admin = (() => ({
    query: async (document: unknown, variables: { tags?: string[] }) => {
      const text = String(document);
      if (text.includes('nodes(')) return { nodes: [{ id: GID, tags: [...tags] }] };
      writes++;
      const userErrors = refusal === null ? [] : [{ field: ['tags'], message: refusal }];
      if (refusal === null) (text.includes('tagsAdd') ? add : remove)(variables.tags ?? []);
      return { tagsAdd: { userErrors }, tagsRemove: { userErrors } };
    },
  })) as unknown as Admin;
  return {
    tags,
    webhooks,
    add,
    remove,
    admin,
    refuse: (message: string | null) => void (refusal = message),
    writes: () => writes,
  };
}

describe.each(DIALECTS)('tags shared with Shopify [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  let shop: TestShop;
  let tags: TagsService;
  let contact: string;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());
  beforeEach(open);

  async function open(): Promise<void> {
    shop = await createTestShop(test.db, `shop${shops++}`);
    tags = createTagsService({ db: test.db, clock: shop.clock, wake: () => {} });
    await settings({ sync: true, prefix: 'sm:' });
    await shop.hear([
      { id: 'c', kind: 'customer.created', occurredAt: 1, identity: 'customer:7', verified: true },
      { id: 'l', kind: 'contact.added', occurredAt: 1, identity: 'customer:of-a-list', verified: true },
    ]);
    await shop.understand();
    const row = test.db.read.selectFrom('identity').select('contact').where('shop', '=', shop.shop);
    contact = (await row.where('id', '=', 'customer:7').executeTakeFirstOrThrow()).contact;
  }
  const settings = (values: object) =>
    test.db.write((trx) =>
      trx
        .updateTable('shop')
        .set({ settings: JSON.stringify({ tags: values }) })
        .where('shop', '=', shop.shop)
        .execute(),
    );
  /** until nothing is left to do */
  async function work(admin: Admin): Promise<void> {
    const appraise = createAppraiseWorker({ db: test.db, clock: shop.clock, appraisers: [tagSyncAppraiser] });
    const handlers = { [TAG_SYNC_TASK]: createTagSyncHandler({ db: test.db, clock: shop.clock, admin }) };
    const tasks = createTasksWorker({ db: test.db, clock: shop.clock, log: silentLog, handlers });
    for (let busy = true; busy;) {
      await shop.understand();
      for (let at = await appraise.run(shop.shop); at !== null; at = await appraise.run(shop.shop));
      shop.clock.advance(1);
      for (let at = await tasks.run(shop.shop); at !== null && at <= shop.clock.now();) at = await tasks.run(shop.shop);
      const left = await test.db.read.selectFrom('appraisal').select('contact').where('shop', '=', shop.shop).execute();
      busy = left.length > 0;
    }
  }
  const deliver = async (webhooks: readonly { topic: string; payload: object }[]) => {
    for (const { topic, payload } of webhooks) await shop.hear(parseTags(topic, payload).facts ?? []);
  };
  const here = async () => (await tags.ofContact(shop.shop, contact)).map(({ tag }) => tag);

  it('travel both ways, and other tags are never touched', async () => {
    const customer = createCustomer(['wholesale', 'sm:old friend']);
    await tags.give(shop.shop, [contact], 'vip');
    await work(customer.admin);
    expect(customer.tags).toEqual(['wholesale', 'sm:old friend', 'sm:vip']);
    expect(await tags.ofContact(shop.shop, contact)).toMatchObject([
      { tag: 'old friend', source: 'shopify' },
      { tag: 'vip', source: 'hand' },
    ]);
    await tags.take(shop.shop, [contact], 'old friend');
    await work(customer.admin);
    expect(customer.tags).toEqual(['wholesale', 'sm:vip']);
    customer.remove(['SM:VIP']);
    await deliver(customer.webhooks);
    await work(customer.admin);
    expect(await here()).toEqual([]);
    expect(customer.tags).toEqual(['wholesale']);
  });

  it('stay apart while it is off, and are joined when it is switched on', async () => {
    await settings({ sync: false });
    const customer = createCustomer(['sm:a']);
    await tags.give(shop.shop, [contact], 'b');
    await work(customer.admin);
    expect(customer.writes()).toBe(0);
    await settings({ sync: true, prefix: 'sm:' });
    await test.db.write(async (trx) => {
      await trx.insertInto('customer').values({ shop: shop.shop, id: '7', updated_at: 0 }).execute();
      await surveyTags(trx, shop.shop, shop.clock.now());
    });
    await work(customer.admin);
    expect(await here()).toEqual(['a', 'b']);
    expect(customer.tags).toEqual(['sm:a', 'sm:b']);
  });

  it('tell what Shopify refused, and are tried again when something changes', async () => {
    const customer = createCustomer([]);
    customer.refuse('Too many tags');
    await tags.give(shop.shop, [contact], 'vip');
    await work(customer.admin);
    const rows = test.db.read.selectFrom('tag_sync').select(['reason', 'due_at']).where('shop', '=', shop.shop);
    expect(await rows.execute()).toEqual([{ reason: 'Too many tags', due_at: null }]);
    expect(await here()).toEqual(['vip']);
    expect(await tags.refused(shop.shop, 5)).toEqual([{ contact, name: '', reason: 'Too many tags' }]);
    expect(await tags.refused('another shop', 5)).toEqual([]);
    expect(await tags.counts(shop.shop, 5)).toEqual([{ tag: 'vip', contacts: 1 }]);
    customer.refuse(null);
    await tags.give(shop.shop, [contact], 'new');
    await work(customer.admin);
    expect(customer.tags).toEqual(['sm:new', 'sm:vip']);
    expect(await rows.execute()).toEqual([{ reason: null, due_at: null }]);
    expect(await tags.refused(shop.shop, 5)).toEqual([]);
  });

  it('reach Shopify without waiting for a sweep, and the work comes to rest', async () => {
    const customer = createCustomer([]);
    const wake: Wake = (...args) => runner.wake(...args);
    let slices = 0;
    const runner = createRunner({
      clock: shop.clock,
      log: silentLog,
      workers: [
        createAppraiseWorker({ db: test.db, clock: shop.clock, appraisers: [tagSyncAppraiser], wake }),
        createTasksWorker({
          db: test.db,
          clock: shop.clock,
          log: silentLog,
          handlers: {
            [TAG_SYNC_TASK]: createTagSyncHandler({ db: test.db, clock: shop.clock, admin: customer.admin }),
          },
        }),
      ],
      // as the app has it
      wakes: { tasks: ['appraise'] },
      onSlice: () => void slices++,
    });
    await runner.start();
    try {
      // its first sweep is over
      await vi.waitFor(async () => expect(await runner.idle()).toBe(true), { timeout: 5000, interval: 10 });
      await createTagsService({ db: test.db, clock: shop.clock, wake }).give(shop.shop, [contact], 'vip');
      await vi.waitFor(() => expect(customer.tags).toEqual(['sm:vip']), { timeout: 5000, interval: 10 });
      await vi.waitFor(async () => expect(await runner.idle()).toBe(true), { timeout: 5000, interval: 10 });
      const done = slices;
      shop.clock.advance(1000);
      await new Promise(setImmediate);
      expect(await runner.idle()).toBe(true);
      expect(slices).toBe(done);
    } finally {
      await runner.stop();
    }
  });

  it('end the same on both sides, whatever webhooks come late, twice or in another order, and then rest', async () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const step = fc.oneof(
      fc.record({
        do: fc.constantFrom('give' as const, 'take' as const, 'add' as const, 'remove' as const),
        tag: name,
      }),
      fc.record({ do: fc.constant('work' as const), tag: name }),
      fc.record({ do: fc.constant('deliver' as const), tag: name }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), fc.infiniteStream(fc.nat()), async (steps, random) => {
        await open();
        const customer = createCustomer(['own']);
        for (const { do: what, tag } of steps) {
          if (what === 'give') await tags.give(shop.shop, [contact], tag);
          else if (what === 'take') await tags.take(shop.shop, [contact], tag);
          else if (what === 'add') customer.add([`sm:${tag}`]);
          else if (what === 'remove') customer.remove([`sm:${tag}`]);
          else if (what === 'work') await work(customer.admin);
          else if (customer.webhooks.length > 0) {
            const index = (random.next().value ?? 0) % customer.webhooks.length;
            await deliver(customer.webhooks.slice(index, index + 1));
          }
        }
        await deliver(customer.webhooks.toReversed());
        await work(customer.admin);
        const ours = customer.tags.filter((tag) => tag !== 'own').map((tag) => tag.slice(3));
        expect(ours.toSorted()).toEqual(await here());
        expect(customer.tags).toContain('own');
        // our own writing comes back, twice, and changes nothing
        const written = customer.writes();
        await deliver([...customer.webhooks, ...customer.webhooks]);
        await work(customer.admin);
        expect(customer.writes()).toBe(written);
        expect(await here()).toEqual(ours.toSorted());
      }),
      { numRuns: dialect === 'sqlite' ? 25 : 8 },
    );
  });
});
