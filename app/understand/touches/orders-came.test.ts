import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { FactKind, NewFact, Origin } from '../../listen/facts/fact.ts';
import { timelineOf } from '../contacts/timeline.server.ts';
import { createTestShop, NOW, type TestShop } from '../testing/shop.ts';

describe.each(DIALECTS)('an order on the timeline [%s]', (dialect) => {
  let test: TestDatabase;
  let shop: TestShop;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    shop = await createTestShop(test.db);
  });
  afterAll(() => test.dispose());

  const did = (id: string, kind: FactKind, at: number, origin?: Origin): NewFact => ({
    id,
    kind,
    occurredAt: NOW + at,
    identity: 'email:a@x.it',
    verified: true,
    ...(kind.startsWith('order.') && { subject: id }),
    data: origin ? { origin } : {},
  });

  it('says where she had come from by then, first and last, and not what came after', async () => {
    await shop.hear([
      did('o0', 'order.placed', 0),
      did('v1', 'page.viewed', 1, { utm: { source: 'instagram', campaign: 'june' } }),
      did('v2', 'page.viewed', 2, { referrer: 'www.google.com/' }),
      did('o3', 'order.placed', 3),
      did('o4', 'order.placed', 4, { utm: { source: 'newsletter' } }),
      did('v5', 'page.viewed', 5, { utm: { source: 'ad' } }),
    ]);
    await shop.understand();
    const { id } = await test.db.read.selectFrom('contact').select('id').executeTakeFirstOrThrow();
    const { entries } = await timelineOf(test.db.read, shop.shop, id);
    const came = entries
      .filter(({ kind }) => kind === 'order.placed')
      .map((entry) => [entry.id, entry.came?.first?.source ?? null, entry.came?.last?.source ?? null]);
    expect(came).toEqual([
      ['o4', 'instagram', 'newsletter'],
      ['o3', 'instagram', 'google'],
      ['o0', null, null],
    ]);
    expect(entries.every(({ kind, came: told }) => kind === 'order.placed' || told === null)).toBe(true);
  });
});
