import { expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../../test/databases.ts';
import { givenShop, SHOP, START } from '../decide/journeys/rows-in-test.ts';
import { createCostsService } from '../learn/costs/service.server.ts';
import { createEffectService } from '../learn/effect/service.server.ts';
import { createNumbersService } from '../learn/reports/numbers.server.ts';
import { createResultsService } from '../learn/results/service.server.ts';
import { ManualClock } from '../platform/clock/clock.ts';
import { createShopsService } from '../shop/install/shops.server.ts';
import { createSettingsService } from '../shop/settings/settings-service.server.ts';
import { createCostPages } from './costs.server.ts';
import { createReportPages } from './reports.server.ts';

const PROVIDER = {
  kind: 'provider',
  per: 'thousand',
  amount: '2,50',
  campaign: null,
  firstDay: '2026-03-01',
  lastDay: null,
  note: '',
};
const PHOTOS = { ...PROVIDER, kind: 'people', per: 'campaign', amount: '40', campaign: 'spring', note: 'photos' };

it.each(DIALECTS)('what was told of costs is set against the margin, and can be taken back [%s]', async (dialect) => {
  const { db, dispose } = await createTestDatabase(dialect);
  try {
    await givenShop(db);
    const clock = new ManualClock(START);
    const [numbers, shops, settings] = [
      createNumbersService({ db }),
      createShopsService({ db }),
      createSettingsService({ db }),
    ];
    const costs = createCostsService({ db, clock });
    const pages = createCostPages({ costs, numbers, shops, clock });
    const mappedMails = { mapped: async () => null };
    const reports = createReportPages({
      numbers,
      shops,
      settings,
      clock,
      costs,
      mappedMails,
      mappedShorts: { links: async () => null },
      effects: createEffectService({ db }),
      results: createResultsService({ db, scopes: async () => new Set() }),
      segments: { list: async () => [] },
    });
    const count = { submitted: 2_000, orders: 2, revenue: 30_000, refunded: 10_000, goods: 4_000, goods_known: 10_000 };
    const rows = ['all', 'campaign:spring'].flatMap((subject) =>
      Object.entries(count).map(([metric, of]) => ({
        shop: SHOP,
        subject,
        day: '2026-03-02',
        split: '',
        metric,
        count: of,
      })),
    );
    const campaign = { id: 'spring', name: 'Spring', created_at: START, updated_at: START };
    await db.write(async (trx) => {
      await trx.insertInto('tally').values(rows).execute();
      await trx
        .insertInto('campaign')
        .values({ shop: SHOP, ...campaign })
        .execute();
    });

    expect(await pages.save(SHOP, null, { ...PROVIDER, amount: 'much' })).toEqual({ amount: 'costs.wrongAmount' });
    expect(await pages.save(SHOP, null, { ...PROVIDER, per: 'days' })).toEqual({ firstDay: 'costs.wrongDays' });
    expect(await pages.save(SHOP, null, PROVIDER)).toBeNull();
    expect(await pages.save(SHOP, null, PHOTOS)).toBeNull();
    const asked = { from: null, to: null };
    const returned = { net: 20_000, cost: 4_500, margin: 12_000, marginKnown: 0.5 };
    expect((await reports.overview(SHOP, asked)).returned).toMatchObject(returned);
    const spring = await reports.one(SHOP, 'campaign', 'spring', asked);
    expect(spring?.returned).toMatchObject(returned);
    expect(spring?.returned?.returnOnInvestment).toBeCloseTo((12_000 - 4_500) / 4_500);

    expect((await reports.csv(SHOP, asked)).split('\n')).toContainEqual(
      expect.stringMatching(
        /^2026-02-01,2026-03-02,campaign,spring,Spring,2000,.*,2,300.00,100.00,40.00,100.00,0.00,EUR$/,
      ),
    );
    const { lines } = await pages.view(SHOP);
    const photos = lines.find(({ kind }) => kind === 'people');
    expect(photos).toMatchObject({ amount: 4_000, note: 'photos', campaign: 'spring', campaignName: 'Spring' });
    expect(await pages.save(SHOP, null, { ...PHOTOS, campaign: 'winter' })).toEqual({
      campaign: 'report.gone.campaign',
    });
    await pages.save(SHOP, photos?.id ?? '', { ...PHOTOS, amount: '20' });
    expect((await reports.overview(SHOP, asked)).returned.cost).toBe(2_500);
    await pages.remove('other.myshopify.com', photos?.id ?? '');
    await pages.remove(SHOP, photos?.id ?? '');
    expect((await reports.overview(SHOP, asked)).returned.cost).toBe(500);
    await pages.restore(SHOP, photos?.id ?? '');
    expect((await reports.overview(SHOP, asked)).returned.cost).toBe(2_500);
    // sums of several currencies would mean nothing
    await db.write((trx) => trx.updateTable('shop').set({ currency: 'USD' }).where('shop', '=', SHOP).execute());
    expect((await reports.overview(SHOP, asked)).returned.cost).toBe(0);
  } finally {
    await dispose();
  }
});
