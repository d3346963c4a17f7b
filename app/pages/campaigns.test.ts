import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../test/databases.ts';
import { SHOP } from '../decide/journeys/rows-in-test.ts';
import { campaignsShop, givenContacts, givenSegment, planFor } from '../decide/campaigns/rows-in-test.ts';
import { createNumbersService } from '../learn/reports/numbers.server.ts';
import { createShopsService } from '../shop/install/shops.server.ts';
import type { CampaignPageDeps } from './campaign-page-deps.ts';
import { createCampaignPages } from './campaigns.server.ts';

describe.each(DIALECTS)('the pages of campaigns [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  it('show what each brought as reports count it, and one by everybody’s own clock on its day', async () => {
    const { db } = test;
    const { service: campaigns, clock, run } = await campaignsShop(db);
    await givenContacts(db, { ada: { country: 'JP' } });
    await givenSegment(db, 'all', ['ada']);
    // what these pages do not ask is not there
    const social = { posts: { between: async () => [] }, socialAccounts: { list: async () => [] } };
    const deps = { db, clock, campaigns, shops: createShopsService({ db }), numbers: createNumbersService({ db }) };
    const pages = createCampaignPages({ ...deps, ...social } as unknown as CampaignPageDeps);
    const schedule = { kind: 'local', wall: '2026-03-09T01:00' };
    const id = await campaigns.create(SHOP, { name: 'Local', plan: planFor({ include: ['all'], schedule }) });
    await campaigns.send(SHOP, id, 'user:1');
    const daysOf = async () =>
      (await pages.calendar(SHOP, '2026-03')).weeks
        .flat()
        .flatMap(({ day, campaigns: rows }) => rows.map((row) => [day, row.id]));
    // where the day begins first it is the 8th by the shop's clock
    expect(await daysOf()).toEqual([['2026-03-09', id]]);
    clock.set('2026-03-08T11:00:00Z');
    await run();
    expect((await campaigns.get(SHOP, id))?.startedAt).toBe(clock.now());
    expect(await daysOf()).toEqual([['2026-03-09', id]]);

    const row = { shop: SHOP, subject: `campaign:${id}`, day: '2026-03-09', split: '' };
    const told = Object.entries({ submitted: 9, orders: 2, revenue: 500, refunded: 100 });
    // money of another currency is credited, and is of no sum
    const other = { order_id: '1', message: 'm', campaign: id, contact: 'ada', amount: 9_999, refunded: 0 };
    const when = { clicked_at: 0, placed_at: 0, updated_at: 0 };
    await db.write(async (trx) => {
      await trx
        .insertInto('tally')
        .values([
          ...told.map(([metric, count]) => ({ ...row, metric, count })),
          { ...row, split: 'rfm:loyal', metric: 'submitted', count: 9 },
        ])
        .execute();
      await trx
        .insertInto('credit')
        .values({ shop: SHOP, ...other, ...when, currency: 'USD' })
        .execute();
    });
    expect((await pages.list(SHOP, null)).campaigns).toMatchObject([{ submitted: 9, orders: 2, revenue: 400 }]);
  });
});
