import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { FactKind, IdentityId, NewFact } from '../../listen/facts/fact.ts';
import { createTestShop, NOW, type TestShop } from '../testing/shop.ts';
import { createJoins } from './join.server.ts';
import { partition } from './partition.ts';
import { rebuild } from './rebuild.server.ts';

const MINUTE = 60_000;
const START = NOW - 90 * MINUTE;
const DERIVED = [
  'contact',
  'identity',
  'link',
  'sighting',
  'score_entry',
  'consent',
  'contact_consent',
  'contact_attribute',
] as const;

/** Everything derived from facts, in a fixed order; instants of writing left out. */
async function derived({ db }: TestDatabase, shop: string): Promise<string[]> {
  const lines: string[] = [];
  for (const table of DERIVED) {
    const rows = await db.read.selectFrom(table).selectAll().where('shop', '=', shop).execute();
    // where somebody stands is not of the facts alone: it is concluded afterwards
    for (const row of rows) lines.push(`${table} ${text({ ...row, updated_at: 0, stage: '', stage_since: 0 })}`);
  }
  const facts = await db.read.selectFrom('fact').select(['id', 'contact']).where('shop', '=', shop).execute();
  return [...lines, ...facts.map((row) => `fact ${text(row)}`)].sort();
}

const text = (row: object) => JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));

describe.each(DIALECTS)('joining and taking apart [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  let moved: string[] = [];
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  const ports = {
    merged: async (_trx: unknown, _shop: string, from: string, to: string) => void moved.push(`${from} ${to}`),
  };
  const joinsOf = ({ clock }: TestShop) =>
    createJoins({ db: test.db, clock, wake: () => {}, wanted: new Set(), ports });
  const newShop = () => createTestShop(test.db, `join${shops++}`, new Set(), ports);
  const contacts = ({ shop }: TestShop) =>
    test.db.read
      .selectFrom('contact')
      .select(['id', 'email', 'customer_id', 'devices', 'score'])
      .where('shop', '=', shop)
      .orderBy('email')
      .orderBy('id')
      .execute();
  const logOf = async (shop: TestShop) => {
    const all = await Promise.all((await contacts(shop)).map(({ id }) => joinsOf(shop).log(shop.shop, id)));
    return all.flat();
  };

  const started = (id: string, who: IdentityId, minute: number, also: IdentityId[] = []): NewFact => ({
    id,
    kind: 'checkout.started',
    identity: who,
    occurredAt: START + minute * MINUTE,
    verified: true,
    subject: id,
    data: { also },
  });

  it('a wrong merge is taken back, each has her facts again, and no source joins them once more', async () => {
    const shop = await newShop();
    await shop.hear([
      started('1', 'email:a@x.it', 0, ['client:d']),
      started('2', 'email:b@x.it', 1, ['client:e']),
      started('3', 'email:b@x.it', 2),
    ]);
    await shop.understand();
    const before = await contacts(shop);
    expect(before.map(({ devices }) => devices)).toEqual([1, 1]);
    const said = (id: string, minute: number) => ({
      ...started(id, 'customer:7', minute, ['email:a@x.it', 'email:b@x.it']),
      kind: 'customer.changed' as const,
    });
    await shop.hear([said('4', 3)]);
    await shop.understand();
    expect(await contacts(shop)).toHaveLength(1);
    const [merge, ...others] = await logOf(shop);
    expect(others).toEqual([]);
    expect(merge).toMatchObject({ reason: 'source', undoneAt: null, handles: [expect.stringMatching(/^email:/)] });

    const taken = await joinsOf(shop).takeApart(shop.shop, merge!.id, 'user:1');
    expect(taken.state).toBe('apart');
    expect((await contacts(shop)).map(({ email, devices }) => [email, devices])).toEqual([
      ['a@x.it', 1],
      ['b@x.it', 1],
    ]);
    await shop.hear([said('5', 4)]);
    await shop.understand();
    expect(await contacts(shop)).toHaveLength(2);
    expect((await joinsOf(shop).takeApart(shop.shop, merge!.id, 'user:1')).state).toBe('gone');
    const stands = await derived(test, shop.shop);
    await rebuild({ db: test.db, clock: shop.clock }, shop.shop);
    expect(await derived(test, shop.shop)).toEqual(stands);
  });

  it('a merge by hand says who did it, survives a rebuild and can be taken back', async () => {
    const shop = await newShop();
    await shop.hear([started('1', 'email:a@x.it', 0), started('2', 'email:b@x.it', 1)]);
    await shop.understand();
    const [first] = await contacts(shop);
    expect(await joinsOf(shop).join(shop.shop, first!.id, 'nobody@x.it', 'user:1')).toEqual({ state: 'unknown' });
    expect(await joinsOf(shop).join(shop.shop, first!.id, 'a@x.it', 'user:1')).toEqual({ state: 'same' });
    expect(await joinsOf(shop).join('another shop', first!.id, 'b@x.it', 'user:1')).toEqual({ state: 'unknown' });
    const joined = await joinsOf(shop).join(shop.shop, first!.id, 'B@x.it ', 'user:1');
    expect(joined).toMatchObject({ state: 'joined' });
    await rebuild({ db: test.db, clock: shop.clock }, shop.shop);
    expect(await contacts(shop)).toHaveLength(1);
    const [merge] = await logOf(shop);
    expect(merge).toMatchObject({ reason: 'hand', who: 'user:1' });
    await joinsOf(shop).takeApart(shop.shop, merge!.id, 'user:1');
    expect(await contacts(shop)).toHaveLength(2);
    // and joined again: the last word of a person holds
    const [again] = await contacts(shop);
    shop.clock.advance(MINUTE);
    expect((await joinsOf(shop).join(shop.shop, again!.id, 'b@x.it', 'user:1')).state).toBe('joined');
    expect(await contacts(shop)).toHaveLength(1);
  });

  it("Shopify's own merge is followed, and the log says that it was Shopify", async () => {
    const shop = await newShop();
    await shop.hear([started('1', 'customer:1', 0), started('2', 'customer:2', 1)]);
    await shop.understand();
    await shop.hear([
      { ...started('3', 'customer:1', 2, ['customer:2']), kind: 'customer.merged', id: 'customer:2:merged:1' },
    ]);
    await shop.understand();
    expect(await contacts(shop)).toHaveLength(1);
    expect(await logOf(shop)).toMatchObject([{ reason: 'shopify' }]);
  });

  it('what facts do not tell stays with whoever keeps the address', async () => {
    const shop = await newShop();
    await shop.hear([started('1', 'email:a@x.it', 0), started('2', 'customer:2', 1)]);
    await shop.understand();
    await shop.hear([started('3', 'customer:2', 2, ['email:a@x.it'])]);
    await shop.understand();
    const [one] = await contacts(shop);
    await test.db.write((trx) =>
      trx.insertInto('contact_tag').values({ shop: shop.shop, contact: one!.id, tag: 'vip', at: 1 }).execute(),
    );
    moved = [];
    const [merge] = await logOf(shop);
    await joinsOf(shop).takeApart(shop.shop, merge!.id, 'user:1');
    const keeper = (await contacts(shop)).find(({ email }) => email === 'a@x.it');
    const tags = await test.db.read.selectFrom('contact_tag').select('contact').where('shop', '=', shop.shop).execute();
    expect(tags).toEqual([{ contact: keeper!.id }]);
    expect(moved).toEqual(keeper!.id === one!.id ? [] : [`${one!.id} ${keeper!.id}`]);
  });

  const hard = fc.constantFrom<IdentityId>('customer:1', 'customer:2', 'email:a@x.it', 'email:b@x.it', 'email:c@x.it');
  const soft = fc.constantFrom<IdentityId>('client:d', 'client:e', 'cart:c');
  const anyFact = fc.record({
    kind: fc.constantFrom<FactKind>('checkout.started', 'customer.changed', 'attribute.told', 'page.viewed'),
    who: hard,
    device: soft,
    minute: fc.integer({ min: 0, max: 20 }),
    also: fc.array(fc.oneof(soft, hard), { maxLength: 2 }),
    value: fc.constantFrom('', '1', 'two', '1990-02-29', '1990-02-28'),
  });
  const story = fc.array(anyFact, { minLength: 3, maxLength: 14 }).map((parts) =>
    parts.map(({ kind, who, device, minute, also, value }, index): NewFact => {
      const isSeen = kind === 'page.viewed';
      const data = isSeen
        ? { origin: { referrer: `${value || 'www.google'}.com/x` } }
        : { also, ...(kind === 'attribute.told' && { attributes: { birthday: value, [`size ${value}`]: value } }) };
      const at = START + minute * MINUTE;
      return { id: `${kind}:${index}`, kind, identity: isSeen ? device : who, occurredAt: at, verified: !isSeen, data };
    }),
  );
  const apart = fc.array(fc.tuple(hard, hard), { minLength: 1, maxLength: 3 });

  it('whenever people are put apart, contacts are what their facts make of them: a rebuild, or any order, is the same', async () => {
    const shop = await newShop();
    const tell = async (facts: readonly NewFact[], pairs: [IdentityId, IdentityId][], when: number) => {
      await forget(test, shop.shop);
      for (let start = 0, batch = 0; start < facts.length || batch <= when; start += 4, batch++) {
        if (batch === when) await putApart(shop, pairs);
        await shop.hear(facts.slice(start, start + 4));
        await shop.understand();
      }
      return derived(test, shop.shop);
    };
    await fc.assert(
      fc.asyncProperty(story, apart, fc.nat({ max: 4 }), fc.nat({ max: 4 }), async (facts, pairs, early, late) => {
        const stands = await tell(facts, pairs, early);
        expect(await tell(facts.toReversed(), pairs, late)).toEqual(stands);
        await rebuild({ db: test.db, clock: shop.clock }, shop.shop);
        expect(await derived(test, shop.shop)).toEqual(stands);
      }),
      { numRuns: dialect === 'sqlite' ? 120 : 30 },
    );
  }, 240_000);

  /** as a person does on the page, here of any two handles */
  async function putApart({ shop, clock }: TestShop, pairs: [IdentityId, IdentityId][]): Promise<void> {
    const { foldBatch } = await import('./fold.server.ts');
    const { shopFrame } = await import('./shop-frame.server.ts');
    await test.db.write(async (trx) => {
      for (const [one, other] of pairs) {
        if (one === other) continue;
        const [a, b] = [one, other].toSorted() as [string, string];
        const row = { shop, a, b, who: null, at: clock.now() };
        await trx
          .insertInto('apart')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
      const frame = await shopFrame(trx, shop, clock.now());
      await foldBatch(trx, frame!, [], { wanted: new Set(), ports, parted: true });
    });
  }
});

describe('who is one person', () => {
  const nameOf = (identity: string) => identity;

  it('an earlier word joins, a later one that contradicts does not', () => {
    const links = [
      { a: 'a', b: 'c', at: 2 },
      { a: 'b', b: 'c', at: 1 },
    ];
    const groups = partition(links, [{ a: 'a', b: 'b' }], nameOf);
    expect(Object.fromEntries(groups)).toEqual({ a: 'a', b: 'b', c: 'b' });
  });

  it('the order in which links are heard does not show', () => {
    const handle = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const link = fc.record({ a: handle, b: handle, at: fc.nat({ max: 3 }) });
    const pair = fc.record({ a: handle, b: handle }).filter(({ a, b }) => a !== b);
    fc.assert(
      fc.property(fc.array(link), fc.array(pair, { maxLength: 3 }), fc.func(fc.nat()), (links, pairs, chance) => {
        const groups = partition(links, pairs, nameOf);
        const shuffled = links.toSorted((x, y) => chance(x) - chance(y));
        for (const [identity, name] of partition(shuffled, pairs, nameOf)) expect(groups.get(identity)).toBe(name);
        for (const { a, b } of pairs) expect(groups.get(a)).not.toBe(groups.get(b));
      }),
    );
  });
});

async function forget({ db }: TestDatabase, shop: string): Promise<void> {
  await db.write(async (trx) => {
    for (const table of [...DERIVED, 'fact', 'apart', 'merge_log', 'decision', 'appraisal', 'contact_tag'] as const) {
      await trx.deleteFrom(table).where('shop', '=', shop).execute();
    }
  });
}
