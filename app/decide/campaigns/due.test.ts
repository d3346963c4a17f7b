// Which shops have campaigns to work on, asked at start and now and then.
import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import { walksIn, watched } from '../../understand/testing/statement-plans.ts';
import { givenShop, SHOP, START } from '../journeys/rows-in-test.ts';
import { createCampaignsWorker } from './campaigns-worker.server.ts';
import { campaignMessagesInTest } from './messages-in-test.ts';

const GONE = 'gone.myshopify.com';
const IDLE = 'idle.myshopify.com';

describe.each(DIALECTS)('campaigns that are due [%s]', (dialect) => {
  let test: TestDatabase;
  afterEach(() => test.dispose());

  async function open() {
    test = await createTestDatabase(dialect);
    for (const shop of [SHOP, GONE, IDLE]) await givenShop(test.db, { shop });
    const campaign = (
      shop: string,
      id: string,
      state: string,
      due_at: number | null,
      removed_at: number | null = null,
    ) => ({
      shop,
      id,
      name: id,
      state,
      due_at,
      removed_at,
      created_at: START,
      updated_at: START,
    });
    await test.db.write(async (trx) => {
      await trx
        .insertInto('campaign')
        .values([
          campaign(SHOP, 'later', 'sending', START + 2000),
          campaign(SHOP, 'first', 'scheduled', START + 1000),
          campaign(SHOP, 'removed', 'freezing', START, START),
          campaign(SHOP, 'paused', 'paused', START),
          campaign(GONE, 'of the gone', 'sending', START),
          campaign(IDLE, 'a draft', 'draft', null),
        ])
        .execute();
      await trx.updateTable('shop').set({ uninstalled_at: START }).where('shop', '=', GONE).execute();
    });
    const watching = watched(test.db);
    const clock = new ManualClock(START);
    const worker = createCampaignsWorker({ db: watching.db, clock, messages: campaignMessagesInTest });
    return { worker, plans: watching.plans };
  }

  it('are the first of each shop that is there', async () => {
    const { worker } = await open();
    expect(await worker.pending()).toEqual([{ shop: SHOP, at: START + 1000 }]);
    expect(await worker.run(SHOP)).toBe(START + 1000);
    expect(await worker.run(GONE)).toBeNull();
    expect(await worker.run(IDLE)).toBeNull();
  });

  it('are found without going through the campaigns of everybody', async () => {
    const { worker, plans } = await open();
    await worker.pending();
    await worker.run(SHOP);
    const asked = (await plans()).filter(({ text }) => text.includes('campaign'));
    expect(asked.length).toBeGreaterThan(1);
    // the shops themselves are gone through: they are what is asked for
    const walks = asked.flatMap((plan) => walksIn(dialect, plan).filter((line) => /campaign/.test(line)));
    expect(walks).toEqual([]);
  });
});
