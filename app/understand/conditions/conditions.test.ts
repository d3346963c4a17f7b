import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { DAY } from '../../platform/clock/clock.ts';
import { RFM_GROUPS } from '../rfm/groups.ts';
import { STAGES } from '../stages/rules.ts';
import { anyCondition } from './any-condition.fixture.ts';
import { conditionSchema, EVERYBODY, type Condition } from './condition.ts';
import { FactsNotLoaded } from './contact-view.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import { holdingContacts, judgedContacts } from './holding-contacts.server.ts';
import { nextCheckAt } from './next-check.ts';
import { toSql } from './to-sql.server.ts';
import { contactViews, unknownVisitor } from './views.server.ts';

const NOW = Date.UTC(2026, 9, 26, 1); // the clocks of Europe went back the day before
const MOMENT = { now: NOW, zone: 'Europe/Rome' };
const SHOP = 's.myshopify.com';

describe.each(DIALECTS)('a condition [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    await seed(test);
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
        const views = await contactViews(test.db.read, SHOP, ids, [one], MOMENT);
        const held = [...views.values()].filter((view) => evaluate(one, view)).map((view) => view.id);
        expect(held.sort()).toEqual(chosen.map((row) => row.id).sort());
        expect(all.rows.map((row) => row.id).sort()).toEqual(held);
        for (const view of views.values()) expect(explain(one, view).holds).toBe(held.includes(view.id));
      }),
      { numRuns: 1000 },
    );
  }, 120_000);

  it('is looked at again in time: nothing changes before that, if nothing happens', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `c${index}`);
    const ahead = fc.integer({ min: 0, max: 400 * DAY }).map((past) => NOW + past);
    await fc.assert(
      fc.asyncProperty(anyCondition, fc.array(ahead, { minLength: 1, maxLength: 3 }), async (one, instants) => {
        const judged = (await judgedContacts(SHOP, one, MOMENT).execute(test.db.read)).rows;
        const byDatabase = new Map(judged.map((row) => [row.id, row]));
        const views = await contactViews(test.db.read, SHOP, ids, [one], MOMENT);
        for (const now of instants) {
          const later = await contactViews(test.db.read, SHOP, ids, [one], { ...MOMENT, now });
          for (const [id, view] of views) {
            const next = nextCheckAt(one, view);
            const soonest = byDatabase.get(id)?.next_check ?? Infinity;
            expect(soonest).toBeLessThanOrEqual(next ?? Infinity);
            expect(byDatabase.get(id)?.holds).toBe(evaluate(one, view) ? 1 : 0);
            if (next !== null) expect(next).toBeGreaterThan(NOW);
            const then = later.get(id);
            if (then && now < (next ?? Infinity)) expect(evaluate(one, then)).toBe(evaluate(one, view));
          }
        }
      }),
      { numRuns: 200 },
    );
  }, 120_000);

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

async function seed({ db }: TestDatabase): Promise<void> {
  const pick = <T>(list: readonly T[], index: number) => list[index % list.length]!;
  const contacts = Array.from({ length: 60 }, (_, index) => {
    const orders = index % 4;
    const scores =
      orders > 0 ? { r: 1 + (index % 5), f: 1 + (index % 3), m: 1 + (index % 4) } : { r: null, f: null, m: null };
    return {
      shop: SHOP,
      id: `c${index}`,
      stage: pick(STAGES, index),
      rfm_group: orders > 0 ? pick(RFM_GROUPS, index) : 'prospects',
      ...scores,
      score: (index % 7) - 3,
      orders_count: orders,
      net_spent: orders * 100 - (index % 9),
      last_order_at: orders > 0 ? NOW - (index % 5) * DAY * 0.7 : null,
      country: pick(['IT', 'it', 'FR', null], index),
      first_name: pick(['Rossi', "O'Hara", 'Ève', 'a_b', '100%', 'wow!', null], index),
      email: pick(['a.b@it.test', null, 'RED@shoes.test'], index),
      city: pick(['Rossi', 'red-shoes', null], index),
      birthday: pick(['10-26', '10-27', '11-01', '02-29', '02-28', null], index),
      birth_year: pick([1990, 1991, null], index),
      refunded: index % 3 === 1 ? 100 : 0,
      discounted: pick([0, 100, 50], index),
      devices: index % 3,
      persona: pick(['shoes', null], index),
      temperature: pick(['cold', 'warm', 'hot'], index),
      first_source: pick(['ross', 'it', null], index),
      last_campaign: pick(['red-Shoes', null], index),
      qualified: index % 5 > 0 ? 1 : 0,
      first_order_at: orders > 0 ? Date.UTC(2018 + (index % 9), 9, 20 + (index % 12), 22, 30) : null,
      first_seen_at: NOW - (index % 5) * DAY,
      last_seen_at: NOW - (index % 3) * DAY,
      updated_at: 0,
    };
  });
  const midnight = Date.UTC(2026, 9, 24, 22);
  const edges = [
    { ...contacts[1]!, id: 'c-midnight', last_order_at: midnight },
    { ...contacts[1]!, id: 'c-before', last_order_at: midnight - 1 },
  ];
  const facts = contacts.flatMap(({ id }, index) =>
    Array.from({ length: index % 4 }, (_, n) => ({
      shop: SHOP,
      id: `${id}-${n}`,
      kind: pick(['product.viewed', 'order.placed'], n + index),
      occurred_at: NOW - ((index + n) % 4) * DAY * 0.6,
      received_at: NOW,
      identity: 'client:x',
      verified: 0,
      subject: pick(['1', '2', null, '/pages/Red-shoes?a=1', '/redshoes', 'È/é'], index + n * 2),
      amount: pick([null, 1, 2, -1], index + n),
      contact: id,
      progress: 3,
      data: pick(
        [
          '{}',
          '{"title":"Red-Shoes \\"1\\"","quantity":2,"origin":{"utm":{"source":"it","campaign":"a_b"},"landingPage":"/shoes?a=1"}}',
          '{"title":"È","path":"/pages/%","quantity":0,"origin":{"utm":{"medium":"ross"},"referrer":"https://it.test/"}}',
        ],
        index + n,
      ),
    })),
  );
  await db.write(async (trx) => {
    const rows = [...contacts, ...edges].map((row) => ({
      ...row,
      last_order_at: row.last_order_at && Math.round(row.last_order_at),
    }));
    await trx.insertInto('contact').values(rows).execute();
    await trx
      .insertInto('product')
      .values(
        [1, 2, 3].map((n) => ({
          shop: SHOP,
          id: String(n),
          title: `Product ${n}`,
          handle: `product-${n}`,
          status: 'active',
          vendor: pick(['Dune', 'Tide', null], n),
          type: pick(['Lamp', 'Towel'], n),
          price: n * 100,
          currency: 'EUR',
          updated_at: 0,
        })),
      )
      .execute();
    await trx
      .insertInto('collection_product')
      .values([
        { shop: SHOP, collection: '10', product: '1' },
        { shop: SHOP, collection: '11', product: '1' },
        { shop: SHOP, collection: '11', product: '2' },
      ])
      .execute();
    await trx
      .insertInto('product_tag')
      .values([
        { shop: SHOP, tag: 'summer', product: '1' },
        { shop: SHOP, tag: "o'clock", product: '3' },
      ])
      .execute();
    await trx
      .insertInto('contact_attribute')
      .values(
        contacts.slice(0, 30).map(({ id }, index) => ({
          shop: SHOP,
          contact: id,
          attribute: 'size',
          value: pick(['42', 'Red-Shoes', '2026-10-24'], index),
          number: pick([42, null, Date.UTC(2026, 9, 24) / DAY], index),
          at: 0,
          source: 'import',
          fact: 'f',
        })),
      )
      .execute();
    await trx
      .insertInto('contact_score')
      .values(
        contacts
          .slice(0, 20)
          .map(({ id }, index) => ({ shop: SHOP, contact: id, scope: 'stage:lead', score: (index % 7) - 3 })),
      )
      .execute();
    const segment = {
      shop: SHOP,
      name: 'x',
      kind: 'live',
      condition: '{}',
      generation: 2,
      created_at: 0,
      updated_at: 0,
    };
    await trx
      .insertInto('segment')
      .values(['s1', 's2'].map((id) => ({ ...segment, id })))
      .execute();
    await trx
      .insertInto('segment_member')
      .values(
        contacts.slice(0, 40).map(({ id }, index) => ({
          shop: SHOP,
          segment: pick(['s1', 's2'], index),
          generation: 1 + (index % 3),
          contact: id,
          joined_at: 0,
        })),
      )
      .execute();
    await trx
      .insertInto('interest')
      .values(
        contacts.slice(0, 30).flatMap(({ id }, index) =>
          ['Lamp', 'Towel'].map((name, n) => ({
            shop: SHOP,
            contact: id,
            kind: pick(['category', 'vendor'], index),
            name,
            weight: 1,
            rank: 1 + ((index + n) % 2),
            share: pick([300, 299, 700, 500], index + n),
            last_at: 0,
          })),
        ),
      )
      .execute();
    const buyers = contacts.filter((_, index) => index % 3 > 0);
    await trx
      .insertInto('identity')
      .values(
        buyers.map(({ id }) => ({ shop: SHOP, id: `customer:${id}`, kind: 'customer', contact: id, created_at: 0 })),
      )
      .execute();
    const orders = buyers.flatMap(({ id }, index) =>
      Array.from({ length: 1 + (index % 2) }, (_, n) => ({
        shop: SHOP,
        id: `${id}-${n}`,
        identity: `customer:${id}`,
        currency: 'EUR',
        total: 100,
        counted: index % 5 > 0 ? 1 : 0,
        placed_at: Math.round(NOW - ((index + n) % 4) * DAY * 0.6),
        updated_at: 0,
      })),
    );
    await trx.insertInto('orders').values(orders).execute();
    await trx
      .insertInto('order_line')
      .values(
        orders.flatMap(({ id, placed_at }, index) =>
          Array.from({ length: 1 + (index % 2) }, (_, n) => ({
            shop: SHOP,
            order_id: id,
            id: String(n),
            product_id: pick(['1', '2', '3', null], index + n),
            title: 'x',
            quantity: 1 + (index % 3),
            price: pick([100, 101, 300], index + n),
            placed_at,
          })),
        ),
      )
      .execute();
    await trx
      .insertInto('fact')
      .values(facts.map((fact) => ({ ...fact, occurred_at: Math.round(fact.occurred_at) })))
      .execute();
    await trx
      .insertInto('contact_tag')
      .values(
        ['c1', 'c2', 'c5'].flatMap((contact) => ['vip', "o'hara"].map((tag) => ({ shop: SHOP, contact, tag, at: 0 }))),
      )
      .execute();
  });
}
