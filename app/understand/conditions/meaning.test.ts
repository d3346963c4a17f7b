// What each kind of leaf means, by examples: both evaluators read facts and products by the same SQL, so that they agree
// does not show that they are right.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { passes } from './compare.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import type { Condition, Leaf, Node } from './condition.ts';
import { createConditionCounter } from './count.server.ts';
import { at, fillSmallShop, MOMENT, SHOP } from './small-shop.fixture.ts';
import { toSql } from './to-sql.server.ts';
import { whyHolds } from './why-holds.server.ts';

describe.each(DIALECTS)('a leaf [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    await fillSmallShop(test.db);
  });
  afterAll(() => test.dispose());

  const bought = { type: 'products', did: 'bought', op: 'gte', value: 1 } as const;
  const again = { type: 'same.product', did: 'added', op: 'gte' } as const;
  const pages = { type: 'facts', kind: 'page.viewed', op: 'gte', value: 1 } as const;
  const subject = (test: 'is' | 'contains' | 'word', value: string) => [{ property: 'subject', test, value } as const];

  it.each<[string, Leaf, string[]]>([
    ['a country, in any case', { type: 'text', field: 'country', test: 'is', of: ['it', 'FR'] }, ['ada', 'bob']],
    ['an address that ends so', { type: 'text', field: 'email', test: 'ends', of: ['@Tide.test'] }, ['bob']],
    ['an address at all', { type: 'text', field: 'email', test: 'is', of: [] }, ['ada', 'bob']],
    ['seen within two days', { type: 'date', field: 'last.seen', days: 2 }, ['ada', 'cyd']],
    ['seen on a day of the shop', { type: 'date', field: 'last.seen', from: '2026-10-24', to: '2026-10-24' }, ['ada']],
    ['an order, once', { type: 'date', field: 'last.order' }, ['ada']],
    ['bought of a maker', { ...bought, which: { vendor: 'Dune' } }, ['ada']],
    ['bought three pieces of it', { ...bought, which: { vendor: 'Dune' }, value: 3 }, ['ada']],
    ['bought four pieces of it', { ...bought, which: { vendor: 'Dune' }, value: 4 }, []],
    ['bought from a collection', { ...bought, which: { collection: '10' } }, ['ada']],
    ['an order that was cancelled', { ...bought, which: { products: ['2'] } }, []],
    ['bought for that price', { ...bought, which: { atLeast: 80, atMost: 80 } }, ['ada']],
    ['bought longer ago', { ...bought, which: { vendor: 'Dune' }, windowDays: 3 }, []],
    ['viewed of a type', { ...bought, did: 'viewed', which: { productType: 'Lamp' } }, ['cyd']],
    ['viewed at its price today', { ...bought, did: 'viewed', which: { atLeast: 100, atMost: 100 } }, ['cyd']],
    ['never viewed', { ...bought, did: 'viewed', which: { vendor: 'Dune' }, op: 'eq', value: 0 }, ['ada', 'bob']],
    ['a page of that address', { ...pages, where: subject('is', '/pages/Red-Shoes') }, ['cyd']],
    ['a page whose address has a word', { ...pages, where: subject('word', 'red shoes') }, ['cyd']],
    ['a page whose address contains it', { ...pages, where: subject('contains', 'dshoe') }, ['bob']],
    [
      'spent between two days',
      {
        type: 'facts',
        kind: 'order.placed',
        measure: 'sum',
        from: '2026-10-20',
        to: '2026-10-20',
        op: 'gte',
        value: 240,
      },
      ['ada'],
    ],
    [
      'orders of an amount',
      {
        type: 'facts',
        kind: 'order.placed',
        where: [{ property: 'amount', op: 'gt', value: 240 }],
        op: 'gte',
        value: 1,
      },
      [],
    ],
    [
      'an order that a campaign was the first to lead to',
      {
        type: 'facts',
        kind: 'order.placed',
        where: [
          { property: 'first.campaign', test: 'is', value: 'Spring' },
          { property: 'last.source', test: 'is', value: 'newsletter' },
        ],
        op: 'gte',
        value: 1,
      },
      ['ada'],
    ],
    [
      'an order that it was the last to lead to',
      {
        type: 'facts',
        kind: 'order.placed',
        where: [{ property: 'last.campaign', test: 'is', value: 'spring' }],
        op: 'gte',
        value: 1,
      },
      [],
    ],
    ['a strongest interest', { type: 'interest', kind: 'category', name: 'Lamp', top: 1 }, ['cyd']],
    ['an interest at all', { type: 'interest', kind: 'category', name: 'Lamp' }, ['ada', 'cyd']],
    ['a share of interest', { type: 'interest', kind: 'category', name: 'Lamp', share: 60 }, ['cyd']],
    ['bought with a tag', { ...bought, which: { tag: 'summer' } }, ['ada']],
    ['viewed with a tag', { ...bought, did: 'viewed', which: { tag: 'summer' } }, ['cyd']],
    [
      'a page reached by a campaign',
      { ...pages, where: [{ property: 'campaign', test: 'is', value: 'Spring' }] },
      ['cyd'],
    ],
    ['a page of a title', { ...pages, where: [{ property: 'title', test: 'word', value: 'red' }] }, ['cyd']],
    [
      'a quantity',
      { ...pages, kind: 'product.viewed', where: [{ property: 'quantity', op: 'gte', value: 2 }] },
      ['cyd'],
    ],
    [
      'ordered for the first time on that day',
      { type: 'facts.when', time: 'first', kind: 'order.placed', from: '2026-10-20', to: '2026-10-20' },
      ['ada'],
    ],
    ['viewed a page lately', { type: 'facts.when', time: 'last', kind: 'page.viewed', days: 2 }, []],
    ['a birthday within a week', { type: 'anniversary', of: 'birthday', days: 7 }, ['ada']],
    ['a birthday this month', { type: 'anniversary', of: 'birthday' }, ['ada', 'bob']],
    ['the anniversary of an order today', { type: 'anniversary', of: 'first.order', days: 0 }, ['bob']],
    ['thirty-five years of age', { type: 'number', field: 'age', op: 'eq', value: 35 }, ['ada']],
    ['an average order', { type: 'number', field: 'average.order', op: 'gt', value: 120 }, ['ada']],
    ['a share of discounts', { type: 'number', field: 'discount.share', op: 'gte', value: 25 }, ['ada']],
    ['recognised', { type: 'flag', field: 'recognised', is: true }, ['cyd']],
    [
      'an attribute of a size',
      { type: 'attribute', attribute: 'size', is: { as: 'number', op: 'gte', value: 42 } },
      ['bob'],
    ],
    ['a score for a tag', { type: 'score', scope: 'tag:lamps', op: 'gte', value: 5 }, ['cyd']],
    ['put the same product into the cart twice', { ...again, value: 2 }, ['bob']],
    ['put the same product into the cart three times', { ...again, value: 3 }, []],
    ['put the same product into the cart twice lately', { ...again, windowDays: 2, value: 2 }, []],
    ['put a product into the cart lately', { ...again, windowDays: 2, value: 1 }, ['bob']],
    ['visited on a phone', { type: 'device', in: ['mobile'] }, ['cyd']],
    ['visited on a tablet or a computer', { type: 'device', in: ['tablet', 'desktop'] }, ['bob']],
    ['visited on a phone lately', { type: 'device', in: ['mobile'], windowDays: 2 }, []],
    ['was loyal seven days ago', { type: 'rfm.was', in: ['loyal'], days: 7 }, ['ada']],
    ['was loyal six days ago', { type: 'rfm.was', in: ['loyal'], days: 6 }, []],
    [
      'was a prospect before anything was known',
      { type: 'rfm.was', in: ['prospects'], days: 60 },
      ['ada', 'bob', 'cyd'],
    ],
    ['moved in seven days', { type: 'rfm.moved', from: ['loyal'], to: ['at_risk'], days: 7 }, ['ada']],
    ['moved in six days', { type: 'rfm.moved', from: ['loyal'], to: ['at_risk'], days: 6 }, []],
    ['moved anywhere', { type: 'rfm.moved', days: 7 }, ['ada', 'bob']],
    ['a yes to text messages', { type: 'consent', channel: 'sms', in: ['subscribed'] }, ['cyd']],
    [
      'a purpose that was refused by name',
      { type: 'consent', channel: 'sms', purpose: 'offers', in: ['unsubscribed'] },
      ['cyd'],
    ],
    [
      'a purpose of which nothing was said',
      { type: 'consent', channel: 'sms', purpose: 'news', in: ['subscribed'] },
      ['cyd'],
    ],
    [
      'a channel of which nothing was said',
      { type: 'consent', channel: 'push', in: ['subscribed', 'unsubscribed'] },
      [],
    ],
    ['a city', { type: 'text', field: 'city', test: 'is', of: ['roma'] }, ['ada']],
  ])('means %s', async (_what, leaf, expected) => {
    const condition: Condition = { version: 1, when: leaf };
    const rows = await test.db.read.selectFrom('contact').select('id').where(toSql(condition, MOMENT)).execute();
    expect(rows.map((row) => row.id).sort()).toEqual(expected);
  });
});

describe.each(DIALECTS)('what somebody is told of a contact [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    await fillSmallShop(test.db);
  });
  afterAll(() => test.dispose());

  it('is why a condition holds, with what happened', async () => {
    const condition: Condition = {
      version: 1,
      when: {
        type: 'any',
        of: [
          { type: 'tag', tag: 'vip' },
          { type: 'facts', kind: 'page.viewed', op: 'gte', value: 1 },
          { type: 'products', did: 'bought', which: { vendor: 'Dune' }, op: 'eq', value: 0 },
        ],
      },
    };
    expect(await whyHolds(test.db.read, SHOP, 'cyd', condition, MOMENT)).toMatchObject({
      holds: true,
      leaves: [
        { holds: true, leaf: { type: 'facts' }, facts: [{ id: 'f3', kind: 'page.viewed', title: 'Red lamps' }] },
        { holds: true, leaf: { type: 'products' }, facts: [] },
      ],
    });
    const ada = await whyHolds(test.db.read, SHOP, 'ada', condition, MOMENT);
    expect(ada?.holds).toBe(false);
    expect(ada?.leaves[2]?.facts).toEqual([{ id: 'A', kind: 'order.placed', at: at('2026-10-20T10:00'), title: 'x' }]);
    expect(await whyHolds(test.db.read, SHOP, 'nobody', condition, MOMENT)).toBeNull();
  });

  it.each<[string, Leaf, string, string[]]>([
    ['of one product', { type: 'same.product', did: 'added', op: 'gte', value: 2 }, 'bob', ['g2', 'g1']],
    ['of orders that count', { type: 'orders.count', op: 'gte', value: 1 }, 'ada', ['A']],
    ['of some devices', { type: 'device', in: ['mobile', 'tablet'] }, 'cyd', ['f3']],
  ])('is what happened %s', async (_what, leaf, contact, expected) => {
    const why = await whyHolds(test.db.read, SHOP, contact, { version: 1, when: leaf }, MOMENT);
    expect(why?.leaves[0]?.facts.map(({ id }) => id)).toEqual(expected);
  });

  it('is counted, with a few of those for whom it holds, until nobody wants to know', async () => {
    const small = { db: test.db, clock: new ManualClock(MOMENT.now), stretch: { first: 2, most: 2 } };
    const counter = createConditionCounter(small);
    const seen: Condition = { version: 1, when: { type: 'date', field: 'last.seen' } };
    expect(await counter.count(SHOP, seen)).toEqual({ count: 3, about: null, of: 3, sample: ['ada', 'bob', 'cyd'] });
    await expect(counter.count(SHOP, seen, AbortSignal.abort())).rejects.toThrow('aborted');
    expect(await counter.count('other.myshopify.com', seen)).toEqual({ count: 0, about: null, of: 0, sample: [] });
    const french: Condition = { version: 1, when: { type: 'text', field: 'country', test: 'is', of: ['FR'] } };
    expect(await counter.count(SHOP, french)).toEqual({ count: 1, about: null, of: 3, sample: ['bob'] });
  });

  it('is not counted of who wants no automated decisions, where it looks at behaviour: no segment would hold her', async () => {
    const accepts = (automated: number) =>
      test.db.write((trx) => trx.updateTable('contact').set({ automated }).where('id', '=', 'bob').execute());
    const counter = createConditionCounter({ db: test.db, clock: new ManualClock(MOMENT.now) });
    const count = async (when: Node) => (await counter.count(SHOP, { version: 1, when })).count;
    await accepts(0);
    try {
      expect(await count({ type: 'date', field: 'last.seen' })).toBe(2);
      expect(await count({ type: 'not', of: { type: 'orders.count', op: 'gte', value: 99 } })).toBe(2);
      expect(await count({ type: 'text', field: 'country', test: 'is', of: ['FR'] })).toBe(1);
    } finally {
      await accepts(1);
    }
  });

  it('is reckoned from those that were looked at, when counting takes too long', async () => {
    const clock = new ManualClock(MOMENT.now);
    const counter = createConditionCounter({ db: test.db, clock, stretch: { first: 2, most: 2 }, budgetMs: 0 });
    const french: Condition = { version: 1, when: { type: 'text', field: 'country', test: 'is', of: ['FR'] } };
    const { about, sample, of } = await counter.count(SHOP, french);
    expect({ about, sample, of }).toEqual({ about: { from: 1, to: 2, looked: 2 }, sample: ['bob'], of: 3 });
  });
});

describe('a word', () => {
  it.each([
    ['/collections/red-shoes', 'shoes', true],
    ['/collections/redshoes', 'shoes', false],
    ['/search?q=Shoes&page=2', 'SHOES', true],
    ['a%20shoes%20b', 'shoes', true],
    ['', 'shoes', false],
  ])('of %j: %s is %s', (text, word, expected) => {
    expect(passes(text, 'word', word)).toBe(expected);
  });
});
