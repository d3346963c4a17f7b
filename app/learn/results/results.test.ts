import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DIALECTS } from '../../../test/databases.ts';
import { planFor } from '../../decide/campaigns/rows-in-test.ts';
import { openSetting, type Setting } from '../../listen/backfill/history-in-test.ts';
import { DAY } from '../../platform/clock/clock.ts';
import { dayOf } from '../../platform/clock/zones.ts';
import { createCostsService } from '../costs/service.server.ts';
import { createNumbersService } from '../reports/numbers.server.ts';
import { createResultsHandler, RESULTS_TASK } from './results-task.server.ts';
import { createResultsService } from './service.server.ts';

const ROME = 'Europe/Rome';

describe.each(DIALECTS)('what Shopify is told of campaigns [%s]', (dialect) => {
  let setting: Setting;
  beforeEach(async () => {
    setting = await openSetting(dialect, (parts) => ({
      [RESULTS_TASK.kind]: createResultsHandler({
        ...parts,
        numbers: createNumbersService(parts),
        costs: createCostsService(parts),
        apiKey: 'key',
      }),
    }));
  });
  afterEach(() => setting.test.dispose());

  const count = (subject: string, day: string, counts: Record<string, number>) =>
    setting.test.db.write(async (trx) => {
      for (const [metric, of] of Object.entries(counts)) {
        const row = { shop: setting.shop, subject, day, split: '', metric, count: of };
        await trx
          .insertInto('tally')
          .values(row)
          .onConflict((conflict) =>
            conflict.columns(['shop', 'subject', 'day', 'split', 'metric']).doUpdateSet({ count: of }),
          )
          .execute();
      }
    });

  async function givenCampaign(id: string, name: string) {
    const now = setting.clock.now();
    const row = { shop: setting.shop, id, name, plan: JSON.stringify(planFor({})), state: 'sending' };
    await setting.test.db.write((trx) =>
      trx
        .insertInto('campaign')
        .values({ ...row, started_at: now, created_at: now, updated_at: now })
        .execute(),
    );
  }

  const night = async () => {
    await setting.test.db.write((trx) => trx.deleteFrom('task').execute());
    await setting.ask(RESULTS_TASK.id, RESULTS_TASK.kind);
    const worker = setting.worker();
    for (let next = await worker.run(setting.shop); next !== null; next = await worker.run(setting.shop)) {
      if (next > setting.clock.now()) return;
    }
  };
  const stand = () => setting.far.devstore.store.marketing.all();

  it('is each day as it is now, its cost and its end, and nothing twice', async () => {
    const { test, shop, clock, seen } = setting;
    const today = dayOf(clock.now(), ROME);
    const before = dayOf(clock.now() - DAY, ROME);
    await givenCampaign('c1', 'Spring sale');
    await count('campaign:c1', before, { submitted: 200, opened: 90, clicked: 30, clicks: 41, delivered: 198 });
    await count('campaign:c1', today, { orders: 2, revenue: 15_000, refunded: 2_500 });
    await createCostsService({ db: test.db, clock }).add(shop, {
      kind: 'people',
      per: 'campaign',
      amount: 4_000,
      campaign: 'c1',
      firstDay: before,
      lastDay: null,
      note: '',
    });
    await night();
    const [activity] = stand();
    expect(activity).toMatchObject({
      remoteId: 'campaign:c1',
      input: {
        title: 'Spring sale',
        status: 'ACTIVE',
        tactic: 'NEWSLETTER',
        marketingChannelType: 'EMAIL',
        utm: { source: 'sandmill', medium: 'email', campaign: 'spring-sale' },
        budget: { budgetType: 'LIFETIME', total: { amount: '40.00', currencyCode: 'EUR' } },
      },
    });
    const of = (day: string) => activity?.engagements.find((one) => one.occurredOn === day)?.counts;
    expect(of(before)).toMatchObject({
      sendsCount: 200,
      impressionsCount: 198,
      uniqueViewsCount: 90,
      uniqueClicksCount: 30,
      clicksCount: 41,
      adSpend: { amount: '40.00', currencyCode: 'EUR' },
    });
    expect(of(today)).toMatchObject({ orders: '2', sales: { amount: '125.00', currencyCode: 'EUR' }, sendsCount: 0 });
    const asked = seen.requests;
    await night();
    expect(seen.requests).toBe(asked);

    // a late opening changes one day; its new name leaves the UTM as it is, for Shopify lets that never change
    await count('campaign:c1', before, { opened: 91 });
    await test.db.write((trx) => trx.updateTable('campaign').set({ name: 'Big sale', state: 'done' }).execute());
    await night();
    expect(seen.requests).toBe(asked + 2);
    expect(stand()[0]?.input).toMatchObject({
      title: 'Big sale',
      status: 'INACTIVE',
      utm: { campaign: 'spring-sale' },
    });
  });

  it('is told once more after a night in which the connection was lost, and says what Shopify refuses', async () => {
    const { test, shop, clock, failing, seen } = setting;
    const today = dayOf(clock.now(), ROME);
    const results = createResultsService({ db: test.db, scopes: async () => new Set(['write_marketing_events']) });
    await givenCampaign('c1', 'Spring');
    await givenCampaign('c2', 'Spring');
    await count('campaign:c1', today, { submitted: 10 });
    await count('campaign:c2', today, { submitted: 20 });
    for (let attempt = 0; attempt < 12; attempt++) failing.add(seen.requests + 1 + attempt);
    await night();
    expect((await results.told(shop)).at).toBeNull();
    failing.clear();
    await night();
    expect(stand().map(({ remoteId, engagements }) => [remoteId, engagements.length])).toEqual([['campaign:c1', 1]]);
    const told = await results.told(shop);
    expect(told).toMatchObject({ granted: true, count: 1, troubles: [{ kind: 'campaign', id: 'c2' }] });
    expect(told.troubles[0]?.reason).toMatch(/same UTM campaign/);
    // the merchant gives it a name of its own
    await test.db.write((trx) =>
      trx.updateTable('campaign').set({ name: 'Spring 2' }).where('id', '=', 'c2').execute(),
    );
    await night();
    expect((await results.told(shop)).troubles).toEqual([]);
    expect(stand()).toHaveLength(2);
  });
});
