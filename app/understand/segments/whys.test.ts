import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { DAY } from '../../platform/clock/clock.ts';
import type { Condition, Node } from '../conditions/condition.ts';
import { createSegmentShop, factOf } from '../testing/segment-shop.ts';
import { NOW } from '../testing/shop.ts';
import { BY_HAND } from './rules.ts';

const viewed = (value: number): Node => ({ type: 'facts', kind: 'product.viewed', op: 'gte', value });
const all = (...of: Node[]): Condition => ({ version: 1, when: { type: 'all', of } });

describe.each(DIALECTS)('why a contact is in a segment [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  async function world() {
    const at = await createSegmentShop(test.db, `why${shops++}.myshopify.com`);
    await at.hear([
      factOf('ada', 'product.viewed', NOW - DAY, { id: 'seen:1', data: { title: 'Linen shirt' } }),
      factOf('ada', 'page.viewed', NOW),
    ]);
    await at.settle();
    const { id: ada } = await test.db.read
      .selectFrom('contact')
      .select('id')
      .where('shop', '=', at.shop)
      .executeTakeFirstOrThrow();
    const added = async (name: string, condition: Condition, kind: 'live' | 'static' = 'live') => {
      const saved = await at.service.create(at.shop, { name, kind, condition });
      if (!saved.ok) throw new Error(saved.reason);
      await at.settle();
      return saved.id;
    };
    return { ...at, ada, added };
  }

  it('tells which parts held, with what happened, and since when', async () => {
    const at = await world();
    const id = await at.added('Looked', all(viewed(1), { type: 'tag', tag: 'x' }, { type: 'not', of: viewed(3) }));
    expect(await at.service.why(at.shop, id, at.ada)).toMatchObject({
      member: null,
      now: { holds: false, leaves: [{ leaf: { type: 'tag' }, holds: false, facts: [] }] },
    });
    const looked = await at.added('Looked once', all(viewed(1)));
    expect(await at.service.why(at.shop, looked, at.ada)).toMatchObject({
      segment: { name: 'Looked once' },
      member: { since: at.clock.now(), source: 'condition' },
      optedOut: false,
      now: { holds: true, leaves: [{ holds: true, facts: [{ id: 'seen:1', title: 'Linen shirt', at: NOW - DAY }] }] },
    });
  });

  it('tells of her word against automated decisions, and of whose hand put her in', async () => {
    const at = await world();
    const looked = await at.added('Looked', all(viewed(1)));
    const list = await at.added('List', BY_HAND, 'static');
    await at.service.put(at.shop, list, [at.ada], true);
    await test.db.write((trx) =>
      trx.updateTable('contact').set({ automated: 0 }).where('shop', '=', at.shop).where('id', '=', at.ada).execute(),
    );
    await at.touch(at.ada, ['field:automated']);
    expect(await at.service.why(at.shop, looked, at.ada)).toMatchObject({ member: null, optedOut: true });
    expect(await at.service.why(at.shop, list, at.ada)).toMatchObject({
      member: { source: 'hand' },
      optedOut: false,
    });
    expect(await at.service.near(at.shop, at.ada)).toMatchObject([{ segment: { id: looked }, missing: 0 }]);
  });

  it('lists all segments of a contact, and the others by how near she is', async () => {
    const at = await world();
    const far = await at.added('Far', all({ type: 'tag', tag: 'x' }, { type: 'tag', tag: 'y' }, viewed(1)));
    const near = await at.added('Near', all(viewed(1), { type: 'tag', tag: 'x' }));
    const within = await at.added('In', all(viewed(1)));
    const lines = (await at.service.ofContact(at.shop, at.ada)) ?? [];
    expect(new Map(lines.map((one) => [one.segment.id, one.member !== null]))).toEqual(
      new Map([
        [far, false],
        [near, false],
        [within, true],
      ]),
    );
    expect((await at.service.near(at.shop, at.ada)).map((one) => [one.segment.id, one.missing])).toEqual([
      [near, 1],
      [far, 2],
    ]);
  });

  it('knows nothing of who is not of this shop', async () => {
    const at = await world();
    const other = await world();
    const id = await at.added('In', all(viewed(1)));
    expect(await at.service.why(at.shop, id, other.ada)).toBeNull();
    expect(await other.service.why(other.shop, id, other.ada)).toBeNull();
    expect(await at.service.ofContact(at.shop, other.ada)).toBeNull();
    expect(await at.service.near(at.shop, other.ada)).toEqual([]);
  });
});
