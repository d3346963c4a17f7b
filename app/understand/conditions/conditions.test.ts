import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { DAY } from '../../platform/clock/clock.ts';
import { anyCondition } from './any-condition.fixture.ts';
import { fillAskedShop, NOW, SHOP } from './asked-shop.fixture.ts';
import { conditionSchema, EVERYBODY, type Condition } from './condition.ts';
import { FactsNotLoaded } from './contact-view.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import { holdingContacts, isAmong } from './holding-contacts.server.ts';
import { judgedContacts } from './judged-contacts.server.ts';
import { nextCheckAt } from './next-check.ts';
import { mayChangeByTime, partedByTime } from '../segments/needs.ts';
import { toSql } from './to-sql.server.ts';
import { contactViews, unknownVisitor } from './views.server.ts';

const MOMENT = { now: NOW, zone: 'Europe/Rome' };

describe.each(DIALECTS)('a condition [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    await fillAskedShop(test.db);
  });
  afterAll(() => test.dispose());

  it('chooses the same contacts in SQL as one by one', async () => {
    const everybody = await test.db.read.selectFrom('contact').select('id').where('shop', '=', SHOP).execute();
    const ids = everybody.map((row) => row.id);
    await fc.assert(
      fc.asyncProperty(anyCondition, async (one) => {
        expect(conditionSchema.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
        const chosen = await test.db.read
          .selectFrom('contact')
          .select('id')
          .where('shop', '=', SHOP)
          .where(toSql(one, MOMENT))
          .execute();
        const all = await holdingContacts(SHOP, one, MOMENT).execute(test.db.read);
        const some = await holdingContacts(SHOP, one, MOMENT, { after: 'c1', until: 'c4' }).execute(test.db.read);
        expect(some.rows.map((row) => row.id).sort()).toEqual(
          all.rows.flatMap(({ id }) => (id > 'c1' && id <= 'c4' ? id : [])).sort(),
        );
        const views = await contactViews(test.db.read, SHOP, ids, [one], MOMENT);
        const held = [...views.values()].filter((view) => evaluate(one, view)).map((view) => view.id);
        expect(held.sort()).toEqual(chosen.map((row) => row.id).sort());
        expect(all.rows.map((row) => row.id).sort()).toEqual(held);
        for (const view of views.values()) expect(explain(one, view).holds).toBe(held.includes(view.id));
      }),
      { numRuns: 1000 },
    );
  }, 240_000);

  it('has the same answers where it is counted for many contacts at once', async () => {
    const among = { after: 'c1', until: 'c4' };
    const asked = async ({ when }: Condition) => {
      const chosen = test.db.read.selectFrom('contact').select('id').where('shop', '=', SHOP);
      const rows = chosen.where(isAmong(sql`contact.id`, among)).where(toSql({ version: 1, when }, MOMENT));
      return (await rows.execute()).map(({ id }) => id).toSorted();
    };
    await fc.assert(
      fc.asyncProperty(anyCondition, async (one) => {
        const { rows } = await judgedContacts(SHOP, partedByTime(one), MOMENT, among).execute(test.db.read);
        const idsOf = (answer: 'holds' | 'may') => rows.flatMap((row) => (row[answer] ? row.id : [])).toSorted();
        const may = mayChangeByTime(one);
        expect(idsOf('holds')).toEqual(await asked(one));
        expect(idsOf('may')).toEqual(may ? await asked(may) : []);
      }),
      { numRuns: 400 },
    );
  }, 240_000);

  it('is looked at again in time: nothing changes before that, if nothing happens', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `c${index}`);
    const ahead = fc.integer({ min: 0, max: 400 * DAY }).map((past) => NOW + past);
    await fc.assert(
      fc.asyncProperty(anyCondition, fc.array(ahead, { minLength: 1, maxLength: 3 }), async (one, instants) => {
        const views = await contactViews(test.db.read, SHOP, ids, [one], MOMENT);
        const may = mayChangeByTime(one);
        const asked = may ? (await holdingContacts(SHOP, may, MOMENT).execute(test.db.read)).rows : [];
        const mayChange = new Set(asked.map(({ id }) => id));
        for (const now of instants) {
          const later = await contactViews(test.db.read, SHOP, ids, [one], { ...MOMENT, now });
          for (const [id, view] of views) {
            const next = nextCheckAt(one, view);
            if (next !== null) expect(next).toBeGreaterThan(NOW);
            // whoever gathers a segment asks of nobody else when to look again
            if (!mayChange.has(id)) expect(next).toBeNull();
            const then = later.get(id);
            if (then && now < (next ?? Infinity)) expect(evaluate(one, then)).toBe(evaluate(one, view));
          }
        }
      }),
      { numRuns: 200 },
    );
  }, 240_000);

  it('counts a day as a day of the shop, also when the clocks change', async () => {
    const within: Condition = { version: 1, when: { type: 'last.order', days: 1 } };
    const chosen = await test.db.read.selectFrom('contact').select('id').where(toSql(within, MOMENT)).execute();
    // 24 October 23:30 in Rome is out, 25 October 00:00 is in
    expect(chosen.map((row) => row.id)).toContain('c-midnight');
    expect(chosen.map((row) => row.id)).not.toContain('c-before');
  });
});

describe('a condition from outside', () => {
  const nested = (depth: number): unknown =>
    depth === 0 ? { type: 'tag', tag: 'a' } : { type: 'not', of: nested(depth - 1) };

  it.each([
    ['an unknown part', { version: 1, when: { type: 'sql', text: '1=1' } }],
    ['an unknown version', { version: 2, when: { type: 'all', of: [] } }],
    ['a part with more than belongs to it', { version: 1, when: { type: 'tag', tag: 'a', or: 'b' } }],
    ['an operator of its own', { version: 1, when: { type: 'score', op: '; drop table', value: 1 } }],
    ['nesting without end', { version: 1, when: nested(5000) }],
    [
      'too many parts',
      { version: 1, when: { type: 'any', of: Array.from({ length: 51 }, () => ({ type: 'tag', tag: 'a' })) } },
    ],
  ])('is refused with %s', (_what, value) => {
    expect(conditionSchema.safeParse(value).success).toBe(false);
  });

  it('may be nested 8 deep', () => {
    expect(conditionSchema.safeParse({ version: 1, when: nested(7) }).success).toBe(true);
    expect(conditionSchema.safeParse({ version: 1, when: nested(9) }).success).toBe(false);
  });
});

describe('one contact', () => {
  it('is not judged by facts that were not loaded', () => {
    const never: Condition = { version: 1, when: { type: 'facts', kind: 'order.placed', op: 'eq', value: 0 } };
    expect(evaluate(never, unknownVisitor([never], MOMENT))).toBe(true);
    expect(() => evaluate(never, unknownVisitor([EVERYBODY], MOMENT))).toThrow(FactsNotLoaded);
  });

  it('learns why: the parts that decided, in her language', () => {
    const one: Condition = {
      version: 1,
      when: {
        type: 'all',
        of: [
          { type: 'stage', in: ['visitor'] },
          { type: 'score', op: 'gte', value: 3 },
        ],
      },
    };
    const { holds, reasons } = explain(one, unknownVisitor([one], MOMENT));
    expect(holds).toBe(false);
    expect(reasons).toEqual([
      { key: 'condition.score', holds: false, values: { scope: null, actual: 0, op: 'gte', value: 3 } },
    ]);
  });
});
