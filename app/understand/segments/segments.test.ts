import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { DAY, HOUR, MINUTE } from '../../platform/clock/clock.ts';
import type { Condition, Node } from '../conditions/condition.ts';
import { toSql } from '../conditions/to-sql.server.ts';
import { createSegmentShop, factOf } from '../testing/segment-shop.ts';
import { NOW } from '../testing/shop.ts';
import { MOST_ADDRESSES } from './addresses.ts';
import { MOST_FLIPS } from './flips.server.ts';
import { BY_HAND } from './rules.ts';

const when = (node: Node): Condition => ({ version: 1, when: node });
const viewed = (value: number, windowDays?: number): Node => ({
  type: 'facts',
  kind: 'product.viewed',
  op: 'gte',
  value,
  ...(windowDays !== undefined && { windowDays }),
});
const live = (condition: Condition, name = 'S') => ({ name, kind: 'live', condition }) as const;

describe.each(DIALECTS)('segments [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());
  const newShop = () => createSegmentShop(test.db, `shop${shops++}.myshopify.com`);
  type World = Awaited<ReturnType<typeof newShop>>;
  const added = async (world: World, condition: Condition, name = 'S'): Promise<string> => {
    const saved = await world.service.create(world.shop, live(condition, name));
    if (!saved.ok) throw new Error(saved.reason);
    return saved.id;
  };
  /** by the set-based evaluator, at this moment */
  const meant = async (world: World, condition: Condition) => {
    const rows = await test.db.read
      .selectFrom('contact')
      .select(['id', 'email'])
      .where('shop', '=', world.shop)
      .where(toSql(condition, { now: world.clock.now(), zone: 'Europe/Rome' }))
      .execute();
    return rows.map(({ id, email }) => email ?? id).toSorted();
  };

  it('gathers who is in it already without telling of it, and tells of who joins and leaves by facts', async () => {
    const world = await newShop();
    await world.hear([factOf('ada', 'product.viewed', NOW - DAY), factOf('bob', 'page.viewed', NOW - DAY)]);
    await world.settle();
    const id = await added(world, when(viewed(1, 3)));
    await world.settle();
    expect(await world.members(id)).toEqual(['ada@x.test']);
    expect(await world.decisions()).toEqual([]);

    await world.hear([factOf('bob', 'product.viewed', world.clock.now())]);
    await world.settle();
    expect(await world.members(id)).toEqual(['ada@x.test', 'bob@x.test']);
    expect(await world.decisions()).toEqual(['bob@x.test joined']);
    expect(await world.service.get(world.shop, id)).toMatchObject({ count: 2, state: 'standing' });
  });

  it('lets go whom time alone takes out', async () => {
    const world = await newShop();
    await world.hear([factOf('ada', 'product.viewed', NOW - DAY)]);
    await world.settle();
    const id = await added(world, when(viewed(1, 3)));
    await world.settle();
    world.clock.advance(2 * DAY);
    await world.settle();
    expect(await world.members(id)).toEqual(['ada@x.test']);
    world.clock.advance(DAY);
    await world.settle();
    expect(await world.members(id)).toEqual([]);
    expect(await world.decisions()).toEqual(['ada@x.test left']);
  });

  it('concludes nothing from history that is read', async () => {
    const world = await newShop();
    const id = await added(world, when(viewed(1)));
    await world.settle();
    await world.hear([factOf('ada', 'product.viewed', NOW - DAY, { data: { history: true } })]);
    await world.settle();
    expect(await world.members(id)).toEqual(['ada@x.test']);
    expect(await world.decisions()).toEqual([]);
  });

  it('follows the segments that it names, and refuses a circle with the way', async () => {
    const world = await newShop();
    const one = await added(world, when(viewed(1)), 'One');
    const two = await added(world, when({ type: 'segment', in: [one] }), 'Two');
    await world.settle();
    await world.hear([factOf('ada', 'product.viewed', NOW)]);
    await world.settle();
    expect(await world.members(two)).toEqual(['ada@x.test']);
    const refused = await world.service.change(world.shop, one, {
      name: 'One',
      condition: when({ type: 'not', of: { type: 'segment', in: [two] } }),
    });
    expect(refused).toEqual({ ok: false, reason: 'circle', path: ['One', 'Two', 'One'] });
  });

  it('puts nobody who wants no automated decisions into a segment of behaviour', async () => {
    const world = await newShop();
    await world.hear([factOf('ada', 'product.viewed', NOW), factOf('bob', 'product.viewed', NOW)]);
    await world.settle();
    const refuses = { data: { automation: { accepts: false, source: 'hand' } } };
    await world.hear([factOf('ada', 'automation.changed', NOW, refuses)]);
    await world.settle();
    const behaviour = await added(world, when(viewed(1)));
    const plain = await added(world, when({ type: 'text', field: 'email', test: 'ends', of: ['x.test'] }));
    await world.settle();
    await world.hear([factOf('ada', 'product.viewed', NOW + 1)]);
    await world.settle();
    expect(await world.members(behaviour)).toEqual(['bob@x.test']);
    expect(await world.members(plain)).toEqual(['ada@x.test', 'bob@x.test']);
  });

  it('holds who goes in and out without end, and tells the merchant', async () => {
    const world = await newShop();
    const inside: Node = { type: 'tag', tag: 'in' };
    const id = await added(world, when(inside));
    await world.hear([factOf('ada', 'page.viewed', NOW)]);
    await world.settle();
    const contact = (
      await test.db.read.selectFrom('contact').select('id').where('shop', '=', world.shop).execute()
    )[0]!;
    for (let round = 0; round < MOST_FLIPS + 3; round++) {
      await test.db.write(async (trx) => {
        const row = { shop: world.shop, contact: contact.id, tag: 'in' };
        if (round % 2 === 0)
          await trx
            .insertInto('contact_tag')
            .values({ ...row, at: 0 })
            .execute();
        else await trx.deleteFrom('contact_tag').where('shop', '=', world.shop).execute();
      });
      await world.touch(contact.id, ['field:tag', 'live']);
      world.clock.advance(MINUTE);
    }
    expect(await world.decisions()).toHaveLength(MOST_FLIPS);
    const notices = await test.db.read.selectFrom('notice').select('kind').where('shop', '=', world.shop).execute();
    expect(notices).toEqual([{ kind: 'segment_held' }]);
    // held from the first time she went in; the condition says otherwise by now
    const why = await world.service.why(world.shop, id, contact.id);
    expect(why).toMatchObject({ member: null, now: { holds: true }, heldUntil: NOW + HOUR });
    world.clock.advance(HOUR);
    await world.settle();
    expect(await world.members(id)).toEqual(await meant(world, when(inside)));
    expect(await world.service.why(world.shop, id, contact.id)).toMatchObject({ heldUntil: null });
  });

  it('a rebuild that is stopped goes on where it stood; a changed condition swaps at once', async () => {
    const world = await newShop();
    await world.hear(['ada', 'bob', 'cyd'].map((who) => factOf(who, 'product.viewed', NOW - DAY)));
    await world.settle();
    const id = await added(world, when(viewed(1)));
    await world.settle();
    await world.service.change(world.shop, id, { name: 'S', condition: when(viewed(2)) });
    await world.service.stop(world.shop, id);
    await world.settle();
    expect(await world.members(id)).toHaveLength(3);
    await world.service.resume(world.shop, id);
    await world.settle();
    expect(await world.members(id)).toEqual([]);
    expect(await world.decisions()).toEqual([]);
    const left = await test.db.read
      .selectFrom('segment_member')
      .select('contact')
      .where('shop', '=', world.shop)
      .execute();
    expect(left).toEqual([]);
  });

  it('static segments keep whom they were given', async () => {
    const world = await newShop();
    await world.hear([factOf('ada', 'product.viewed', NOW), factOf('bob', 'page.viewed', NOW)]);
    await world.settle();
    const saved = await world.service.create(world.shop, { name: 'F', kind: 'static', condition: when(viewed(1)) });
    if (!saved.ok) throw new Error(saved.reason);
    await world.settle();
    const bob = await test.db.read
      .selectFrom('contact')
      .select('id')
      .where('email', '=', 'bob@x.test')
      .where('shop', '=', world.shop)
      .executeTakeFirstOrThrow();
    expect(await world.service.put(world.shop, saved.id, [bob.id, 'nobody'], true)).toBe(1);
    expect(await world.service.put(world.shop, saved.id, [bob.id], true)).toBe(0);
    expect(await world.members(saved.id)).toEqual(['ada@x.test', 'bob@x.test']);
    expect(await world.decisions()).toEqual(['bob@x.test joined']);
  });

  it('static segments filled by hand take addresses, tell what was not found, and keep whom they hold', async () => {
    const world = await newShop();
    await world.hear(['ada', 'bob', 'cleo'].map((who) => factOf(who, 'page.viewed', NOW)));
    await world.settle();
    const saved = await world.service.create(world.shop, { name: 'H', kind: 'static', condition: BY_HAND });
    if (!saved.ok) throw new Error(saved.reason);
    const put = (text: string, within = true) => world.service.putAddresses(world.shop, saved.id, text, within);
    expect(await put('Ada <ADA@x.test>, nobody@x.test, ada at home')).toEqual({
      ok: true,
      changed: 1,
      already: 0,
      missing: ['nobody@x.test'],
      notAddresses: ['ada at home'],
    });
    expect(await put('ada@x.test\nbob@x.test')).toMatchObject({ changed: 1, already: 1 });
    expect(await put('bob@x.test', false)).toMatchObject({ changed: 1, already: 0 });
    expect(await world.members(saved.id)).toEqual(['ada@x.test']);
    expect(await world.service.get(world.shop, saved.id)).toMatchObject({ count: 1, state: 'standing' });

    // a name is changed by an editor that knows no condition; then it is taken away, and back
    await world.service.change(world.shop, saved.id, { name: 'Hand', condition: when({ type: 'all', of: [] }) });
    await world.service.remove(world.shop, saved.id);
    await world.service.restore(world.shop, saved.id);
    world.clock.advance(2 * DAY);
    await world.settle();
    expect(await world.members(saved.id)).toEqual(['ada@x.test']);
    expect(await world.service.get(world.shop, saved.id)).toMatchObject({ name: 'Hand', condition: BY_HAND });
    expect(await put(Array.from({ length: MOST_ADDRESSES + 1 }, (_, n) => `n${n}@x.test`).join(' '))).toEqual({
      ok: false,
      reason: 'too_many',
      most: MOST_ADDRESSES,
    });
  });

  it('keeps whom hands put into a static segment when its condition changes', async () => {
    const world = await newShop();
    await world.hear([factOf('ada', 'product.viewed', NOW), factOf('bob', 'page.viewed', NOW)]);
    await world.settle();
    const saved = await world.service.create(world.shop, { name: 'F', kind: 'static', condition: when(viewed(1)) });
    if (!saved.ok) throw new Error(saved.reason);
    await world.settle();
    await world.service.putAddresses(world.shop, saved.id, 'bob@x.test', true);
    await world.service.change(world.shop, saved.id, { name: 'F', condition: when(viewed(2)) });
    await world.settle();
    expect(await world.members(saved.id)).toEqual(['bob@x.test']);
  });

  it('is where either stood when two contacts turn out to be one, and tells of nobody twice', async () => {
    const world = await newShop();
    const id = await added(world, when(viewed(1)));
    await world.settle();
    await world.hear([factOf('ada', 'product.viewed', NOW), factOf('ada2', 'product.viewed', NOW)]);
    await world.settle();
    expect(await world.decisions()).toHaveLength(2);
    await world.hear([
      factOf('ada', 'customer.created', NOW, { identity: 'customer:1', data: { also: ['email:ada@x.test'] } }),
      factOf('ada2', 'customer.created', NOW, { identity: 'customer:1', data: { also: ['email:ada2@x.test'] } }),
    ]);
    await world.settle();
    expect(await world.members(id)).toHaveLength(1);
    expect(await world.decisions()).toHaveLength(2);
    expect((await world.service.get(world.shop, id))?.count).toBe(1);
  });

  it('says what two segments share', async () => {
    const world = await newShop();
    await world.hear([
      factOf('ada', 'product.viewed', NOW),
      factOf('bob', 'page.viewed', NOW),
      factOf('bob', 'product.viewed', NOW),
    ]);
    await world.settle();
    const one = await added(world, when(viewed(1)));
    const other = await added(world, when({ type: 'facts', kind: 'page.viewed', op: 'gte', value: 1 }));
    await world.settle();
    expect(await world.service.overlap(world.shop, one, other)).toEqual({ onlyOne: 1, both: 1, onlyOther: 0 });
    const [day] = await world.service.days(world.shop, one);
    expect(day).toMatchObject({ count: 2 });
  });

  it('ends with whom the condition means, however facts, rebuilds and time come between each other', async () => {
    const condition = when({ type: 'all', of: [viewed(2, 3), { type: 'not', of: { type: 'tag', tag: 'out' } }] });
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('view' as const), who: fc.integer({ min: 0, max: 9 }) }) },
      { weight: 2, arbitrary: fc.constant({ do: 'appraise' as const }) },
      { weight: 2, arbitrary: fc.constant({ do: 'slice' as const }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('rebuild' as const), announce: fc.boolean() }) },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('change' as const), least: fc.integer({ min: 1, max: 3 }) }),
      },
      { weight: 1, arbitrary: fc.constant({ do: 'day' as const }) },
      { weight: 1, arbitrary: fc.constant({ do: 'stop' as const }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const world = await newShop();
        const id = await added(world, condition);
        let standing = condition;
        for (const one of steps) {
          if (one.do === 'view') await world.hear([factOf(`p${one.who}`, 'product.viewed', world.clock.now())]);
          else if (one.do === 'appraise') await world.understand().then(world.appraise);
          else if (one.do === 'slice') await world.tasks.run(world.shop);
          else if (one.do === 'rebuild') await world.service.rebuild(world.shop, id, one);
          else if (one.do === 'day') world.clock.advance(DAY);
          else if (one.do === 'stop') await world.service.stop(world.shop, id);
          else {
            standing = when(viewed(one.least, 3));
            await world.service.change(world.shop, id, { name: 'S', condition: standing });
          }
        }
        await world.service.resume(world.shop, id);
        await world.settle();
        expect(await world.members(id)).toEqual(await meant(world, standing));
        const { count } = (await world.service.get(world.shop, id))!;
        expect(count).toBe((await world.members(id)).length);
      }),
      { numRuns: dialect === 'sqlite' ? 60 : 12 },
    );
  }, 240_000);
});
