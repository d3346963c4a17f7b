// What each kind of leaf means, by examples: both evaluators read facts and products by the same SQL, so that they agree
// does not show that they are right.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { passes } from './compare.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import type { Condition, Leaf, Node } from './condition.ts';
import { createConditionCounter } from './count.server.ts';
import { toSql } from './to-sql.server.ts';
import { whyHolds } from './why-holds.server.ts';

const SHOP = 's.myshopify.com';
const at = (text: string) => Date.parse(`${text}Z`);
// Rome is two hours ahead until the night of 25 October, one hour after it
const MOMENT = { now: at('2026-10-26T01:00'), zone: 'Europe/Rome' };

describe.each(DIALECTS)('a leaf [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    await seed(test);
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
    await seed(test);
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

async function seed({ db }: TestDatabase): Promise<void> {
  const contact = (id: string, more: object) => ({
    shop: SHOP,
    id,
    first_seen_at: 0,
    last_seen_at: 0,
    updated_at: 0,
    devices: 0,
    rfm_group: 'prospects',
    orders_count: 0,
    net_spent: 0,
    discounted: 0,
    ...more,
  });
  const told = {
    f2: { quantity: 2 },
    f3: { title: 'Red lamps', device: 'mobile', origin: { utm: { campaign: 'spring' } } },
    f4: { device: 'desktop' },
  };
  const fact = (id: string, contact: string, kind: string, subject: string, amount: number | null = null) => ({
    shop: SHOP,
    id,
    data: JSON.stringify(told[id as keyof typeof told] ?? {}),
    kind,
    subject,
    contact,
    amount,
    occurred_at: at('2026-10-20T10:00'),
    received_at: 0,
    identity: 'client:x',
    verified: 0,
  });
  const product = (id: string, vendor: string, type: string, price: number) => ({
    shop: SHOP,
    id,
    title: id,
    handle: id,
    status: 'active',
    vendor,
    type,
    price,
    currency: 'EUR',
    updated_at: 0,
  });
  const order = (id: string, counted: number) => ({
    shop: SHOP,
    id,
    identity: 'customer:1',
    currency: 'EUR',
    total: 240,
    counted,
    placed_at: at('2026-10-20T10:00'),
    updated_at: 0,
  });
  const line = (order_id: string, product_id: string) => ({
    shop: SHOP,
    order_id,
    id: '1',
    product_id,
    title: 'x',
    quantity: 3,
    price: 80,
    placed_at: at('2026-10-20T10:00'),
  });
  await db.write(async (trx) => {
    await trx
      .insertInto('contact')
      .values([
        contact('ada', {
          country: 'IT',
          email: 'ada@dune.test',
          last_seen_at: at('2026-10-24T21:59'),
          last_order_at: 1,
          city: 'Roma',
          birthday: '10-30',
          birth_year: 1990,
          orders_count: 2,
          rfm_group: 'at_risk',
          net_spent: 241,
          discounted: 100,
        }),
        contact('bob', {
          country: 'fr',
          email: 'bob@tide.test',
          last_seen_at: at('2026-10-23T21:59'),
          rfm_group: 'new',
          birthday: '10-02',
          first_order_at: at('2024-10-26T12:00'),
        }),
        contact('cyd', { country: null, last_seen_at: at('2026-10-24T22:00'), devices: 1 }),
      ])
      .execute();
    const sms = { shop: SHOP, contact: 'cyd', channel: 'sms', source: 'form', at: 0 };
    await trx
      .insertInto('contact_consent')
      .values([
        { ...sms, purpose: 'marketing', state: 'subscribed' },
        { ...sms, purpose: 'offers', state: 'unsubscribed' },
      ])
      .execute();
    const interest = { shop: SHOP, kind: 'category', name: 'Lamp', weight: 1, last_at: 0 };
    await trx
      .insertInto('interest')
      .values([
        { ...interest, contact: 'ada', rank: 2, share: 400 },
        { ...interest, contact: 'cyd', rank: 1, share: 600 },
        { ...interest, contact: 'bob', kind: 'vendor', rank: 1, share: 1000 },
      ])
      .execute();
    await trx
      .insertInto('product')
      .values([product('1', 'Dune', 'Lamp', 100), product('2', 'Tide', 'Towel', 50)])
      .execute();
    await trx.insertInto('collection_product').values({ shop: SHOP, collection: '10', product: '1' }).execute();
    await trx.insertInto('product_tag').values({ shop: SHOP, tag: 'summer', product: '1' }).execute();
    await trx
      .insertInto('contact_attribute')
      .values({ shop: SHOP, contact: 'bob', attribute: 'size', value: '42', number: 42, at: 0, source: 'x', fact: 'f' })
      .execute();
    await trx
      .insertInto('contact_score')
      .values({ shop: SHOP, contact: 'cyd', scope: 'tag:lamps', score: 5 })
      .execute();
    await trx
      .insertInto('identity')
      .values({ shop: SHOP, id: 'customer:1', kind: 'customer', contact: 'ada', created_at: 0 })
      .execute();
    await trx
      .insertInto('orders')
      .values([order('A', 1), order('B', 0)])
      .execute();
    await trx
      .insertInto('order_line')
      .values([line('A', '1'), line('B', '2')])
      .execute();
    await trx
      .insertInto('fact')
      .values([
        fact('f1', 'ada', 'order.placed', 'A', 240),
        fact('f2', 'cyd', 'product.viewed', '1'),
        fact('f3', 'cyd', 'page.viewed', '/pages/red-shoes'),
        fact('f4', 'bob', 'page.viewed', '/pages/redshoes'),
        fact('g1', 'bob', 'product.added', '2'),
        { ...fact('g2', 'bob', 'product.added', '2'), occurred_at: at('2026-10-24T10:00') },
        { ...fact('g3', 'bob', 'product.added', '1'), occurred_at: at('2026-10-25T11:00') },
      ])
      .execute();
    await trx
      .insertInto('order_touch')
      .values({
        shop: SHOP,
        fact: 'f1',
        contact: 'ada',
        first_source: 'ad',
        first_campaign: 'spring',
        last_source: 'newsletter',
      })
      .execute();
    const change = (contact: string, day: string, rfm_group: string) => ({ shop: SHOP, contact, day, rfm_group });
    await trx
      .insertInto('rfm_change')
      .values([
        change('ada', '2026-09-01', 'loyal'),
        change('ada', '2026-10-20', 'at_risk'),
        change('bob', '2026-10-25', 'new'),
      ])
      .execute();
  });
}
