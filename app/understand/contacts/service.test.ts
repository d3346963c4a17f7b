import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { NewFact } from '../../listen/facts/fact.ts';
import { DAY } from '../../platform/clock/clock.ts';
import { createDailyWorker } from '../rfm/daily-worker.server.ts';
import { createRfmService } from '../rfm/service.server.ts';
import { createStagesService } from '../stages/service.server.ts';
import { createTestShop, NOW, type TestShop } from '../testing/shop.ts';
import { CONTACT_ORDERS } from './list.server.ts';
import { createContactsService } from './service.server.ts';

describe.each(DIALECTS)('what pages read of contacts [%s]', (dialect) => {
  let test: TestDatabase;
  let shop: TestShop;
  const service = () => createContactsService({ db: test.db, clock: shop.clock });
  const idOf = async (email: string) => (await service().ofIdentity(shop.shop, `email:${email}`)) ?? '';

  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    shop = await createTestShop(test.db);
    await sell(3, 1);
    await shop.understand();
  });
  afterAll(() => test.dispose());

  /** `people` buy once each, the n-th n days ago for n euros */
  async function sell(people: number, from: number, history = false): Promise<void> {
    const numbers = Array.from({ length: people }, (_, index) => from + index);
    await test.db.write((trx) =>
      trx
        .insertInto('orders')
        .values(
          numbers.map((n) => ({
            shop: shop.shop,
            id: String(n),
            name: `#${n}`,
            identity: `email:p${n}@x.it`,
            currency: 'EUR',
            total: n * 100,
            placed_at: NOW - n * DAY,
            updated_at: NOW,
          })),
        )
        .execute(),
    );
    await shop.hear(
      numbers.map((n): NewFact => ({
        id: `order:${n}:placed`,
        kind: 'order.placed',
        occurredAt: NOW - n * DAY,
        identity: `email:p${n}@x.it`,
        verified: true,
        subject: String(n),
        amount: n * 100,
        currency: 'EUR',
        data: { also: [`client:d${n}`], history },
      })),
    );
  }

  it.each([false, true])(
    'lists every contact once, page by page, in each order and direction (few: %s)',
    async (few) => {
      for (const sort of CONTACT_ORDERS) {
        for (const descending of [true, false]) {
          const found: string[] = [];
          let after: string | null = null;
          do {
            const page = await service().list(shop.shop, { sort, descending, after, limit: 2, few });
            found.push(...page.rows.map((row) => row.email ?? ''));
            after = page.next;
          } while (after !== null);
          expect(found.toSorted()).toEqual(['p1@x.it', 'p2@x.it', 'p3@x.it']);
          if (sort === 'net_spent') expect(found[0]).toBe(descending ? 'p3@x.it' : 'p1@x.it');
        }
      }
    },
  );

  it('searches parts of names and addresses, also those that look like patterns', async () => {
    const emails = async (search: string) => (await service().list(shop.shop, { search })).rows.map((row) => row.email);
    expect(await emails('P2@')).toEqual(['p2@x.it']);
    expect(await emails('%')).toEqual([]);
    expect(await emails("' or 1=1 --")).toEqual([]);
    expect(await service().count(shop.shop, { search: 'x.it' })).toBe(3);
  });

  it('filters by a condition and starts anew on a key that it did not write', async () => {
    const rich = { version: 1, when: { type: 'net.spent', op: 'gte', value: 200 } } as const;
    expect(await service().count(shop.shop, { condition: rich })).toBe(2);
    for (const few of [false, true]) {
      const page = await service().list(shop.shop, { condition: rich, search: 'x.it', after: 'bm90IGEga2V5', few });
      expect(page.rows).toHaveLength(2);
    }
  });

  it('shows one contact with its timeline, and says why it is what it is', async () => {
    const id = await idOf('p1@x.it');
    const detail = await service().get(shop.shop, id);
    expect(detail).toMatchObject({
      profile: { stage: 'customer', net_spent: 100, orders_count: 1 },
      identities: [
        { kind: 'email', value: 'p1@x.it' },
        { kind: 'client', value: 'd1' },
      ],
      scoreLines: [{ rule: 'order.placed', points: 20, times: 1 }],
    });
    expect(detail?.timeline.entries.map((entry) => [entry.kind, entry.about])).toContainEqual(['order.placed', '#1']);
    const rfm = await service().why(shop.shop, id, 'rfm');
    expect(rfm.map((reason) => reason.key)).toEqual([
      'why.rfm.group',
      'why.rfm.r.quantile',
      'why.rfm.f.quantile',
      'why.rfm.m.quantile',
      'why.rfm.frozen',
    ]);
    expect(rfm[1]?.values).toMatchObject({ actual: 1, score: 5 });
    expect(await service().why(shop.shop, id, 'stage')).toEqual([{ key: 'why.stage.customer', values: { orders: 1 } }]);
    expect(await service().why(shop.shop, id, 'consent')).toMatchObject([{ key: 'why.consent.never_subscribed' }]);
    expect(await service().get(shop.shop, 'nobody')).toBeNull();
    expect(await service().get('another shop', id)).toBeNull();
  });

  it('counts stages and groups, and what moved', async () => {
    const stages = await createStagesService({ db: test.db, clock: shop.clock }).overview(shop.shop);
    expect(stages.stages.find((line) => line.stage === 'customer')).toEqual({
      stage: 'customer',
      contacts: 3,
      change: 3,
    });
    const { groups } = await createRfmService({ db: test.db, clock: shop.clock }).overview(shop.shop);
    expect(groups.reduce((sum, group) => sum + group.contacts, 0)).toBe(3);
    expect(groups.reduce((sum, group) => sum + group.revenue, 0)).toBe(600);
  });

  it('at midnight everybody is a day older, and whoever moves is written down', async () => {
    const daily = createDailyWorker({ db: test.db, clock: shop.clock, wake: () => {} });
    const [first] = await daily.pending();
    expect(first!.at).toBeGreaterThan(shop.clock.now());
    const before = await service().get(shop.shop, await idOf('p1@x.it'));
    shop.clock.advance(40 * DAY);
    expect((await daily.pending())[0]!.at).toBe(shop.clock.now());
    await sell(10, 100);
    await shop.understand();
    expect(await daily.run(shop.shop)).toBeGreaterThan(shop.clock.now());
    const after = await service().get(shop.shop, await idOf('p1@x.it'));
    expect(after?.profile.f).toBe(before?.profile.f);
    const row = await test.db.read.selectFrom('shop').select('rfm_day').executeTakeFirstOrThrow();
    expect(row.rfm_day).toBe('2026-12-11');
    const { moves } = await createRfmService({ db: test.db, clock: shop.clock }).overview(shop.shop);
    expect(moves.length).toBeGreaterThan(0);
    shop.clock.set(NOW);
  });

  it('history that is read late concludes nothing, and its cut-points are taken when all of it is read', async () => {
    const cuts = async () => {
      const row = await test.db.read.selectFrom('shop').select(['rfm_day', 'rfm_cuts']).executeTakeFirstOrThrow();
      return { day: row.rfm_day, text: row.rfm_cuts };
    };
    const before = await cuts();
    await sell(5, 1000, true);
    await shop.understand();
    const after = await cuts();
    expect(after.day).not.toBeNull();
    expect(after.text).not.toBe(before.text);
    const decided = await test.db.read
      .selectFrom('decision')
      .select('kind')
      .where('contact', '=', await idOf('p1000@x.it'))
      .where('kind', '=', 'stage.moved')
      .execute();
    expect(decided).toEqual([]);
  });
});
