import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../../test/databases.ts';
import { givenShop, SHOP, START } from '../decide/journeys/rows-in-test.ts';
import { createCostsService } from '../learn/costs/service.server.ts';
import { createEffectService } from '../learn/effect/service.server.ts';
import { createNumbersService } from '../learn/reports/numbers.server.ts';
import { createResultsService } from '../learn/results/service.server.ts';
import { ManualClock } from '../platform/clock/clock.ts';
import { createShopsService } from '../shop/install/shops.server.ts';
import { createSettingsService } from '../shop/settings/settings-service.server.ts';
import { walksIn, watched } from '../understand/testing/statement-plans.ts';
import { createReportPages } from './reports.server.ts';

/** What a report may look at: counters, and the few rows that say what they are called and by which rule. */
/** and what names them, or says on which channels they go out */
const COUNTERS = new Set<string | undefined>([
  'tally',
  'shop',
  'campaign',
  'template',
  'journey_version',
  'cost_line',
  'told_activity',
]);

describe.each(DIALECTS)('report pages [%s]', (dialect) => {
  it('read counters alone, by their index', async () => {
    const { db, dispose } = await createTestDatabase(dialect);
    try {
      await givenShop(db);
      const subjects = ['all', 'store', 'campaign:spring', 'template:sale', 'journey:recovery', 'channel:email'];
      const counter = { shop: SHOP, day: '2026-03-02', metric: 'submitted', count: 1 };
      const rows = subjects.flatMap((subject) =>
        ['', 'device:mobile', 'hour:9', 'rfm:champions', 'segment:vip', 'link:0'].map((split) => ({
          ...counter,
          subject,
          split,
        })),
      );
      await db.write((trx) => trx.insertInto('tally').values(rows).execute());
      const watching = watched(db);
      const pages = createReportPages({
        numbers: createNumbersService({ db: watching.db }),
        effects: createEffectService({ db: watching.db }),
        results: createResultsService({ db: watching.db, scopes: async () => new Set() }),
        segments: { list: async () => [] },
        shops: createShopsService({ db: watching.db }),
        settings: createSettingsService({ db: watching.db }),
        clock: new ManualClock(START),
        mappedMails: { mapped: async () => null },
        mappedShorts: { links: async () => null },
        costs: createCostsService({ db: watching.db, clock: new ManualClock(START) }),
      });
      const asked = { from: null, to: null };
      expect((await pages.overview(SHOP, asked)).counts).toEqual({ submitted: 1 });
      expect(await pages.one(SHOP, 'campaign', 'spring', asked)).not.toBeNull();
      expect(await pages.one(SHOP, 'template', 'sale', asked)).not.toBeNull();
      const plans = await watching.plans();
      const tables = plans.flatMap(({ text }) => [...text.matchAll(/(?:from|join) "(\w+)"/g)].map(([, name]) => name));
      expect([...new Set(tables)].filter((name) => !COUNTERS.has(name))).toEqual([]);
      for (const plan of plans) expect([plan.text, walksIn(dialect, plan)]).toEqual([plan.text, []]);
      await pages.links(SHOP, 'campaign', 'spring', asked);
      const links = (await watching.plans()).filter(({ text }) => text.includes('campaign_variant'));
      expect(links).toHaveLength(1);
      for (const plan of links) expect([plan.text, walksIn(dialect, plan)]).toEqual([plan.text, []]);
    } finally {
      await dispose();
    }
  });

  it('tell the clicks of each version apart, for its links stand elsewhere', async () => {
    const { db, dispose } = await createTestDatabase(dialect);
    try {
      await givenShop(db);
      const clicks = (subject: string, split: string, count: number, metric = 'clicked') => ({
        shop: SHOP,
        day: '2026-03-02',
        subject,
        split,
        metric,
        count,
      });
      const rows = [
        clicks('version:sale:1', '', 9, 'submitted'),
        clicks('version:sale:2', '', 90, 'submitted'),
        clicks('version:sale:1', 'link:0', 4),
        clicks('version:sale:2', 'link:0', 5),
        clicks('version:sale:2', 'link:7', 2),
        clicks('variant:spring:a', 'link:0', 1),
        clicks('variant:spring:b', 'link:0', 2),
        clicks('variant:spring:c', 'link:0', 8),
      ];
      const variant = { shop: SHOP, campaign: 'spring', template: 'sale', share: 333 };
      await db.write(async (trx) => {
        await trx.insertInto('tally').values(rows).execute();
        const variants = { a: 1, b: 1, c: 2 };
        await trx
          .insertInto('campaign_variant')
          .values(Object.entries(variants).map(([id, template_version]) => ({ ...variant, id, template_version })))
          .execute();
      });
      const pages = createReportPages({
        numbers: createNumbersService({ db }),
        effects: createEffectService({ db }),
        results: createResultsService({ db: db, scopes: async () => new Set() }),
        segments: { list: async () => [] },
        shops: createShopsService({ db }),
        settings: createSettingsService({ db }),
        clock: new ManualClock(START),
        costs: createCostsService({ db, clock: new ManualClock(START) }),
        mappedShorts: { links: async () => null },
        mappedMails: {
          mapped: async () => ({ html: '<a href="#link-0">x</a>', links: [{ index: 0, url: 'https://a.example' }] }),
        },
      });
      const asked = { from: null, to: null };
      expect(await pages.links(SHOP, 'template', 'sale', asked)).toMatchObject([
        {
          version: 2,
          links: [
            { index: 0, url: 'https://a.example', clicked: 5 },
            { index: 7, url: null, clicked: 2 },
          ],
        },
        { version: 1, links: [{ clicked: 4 }] },
      ]);
      expect(await pages.links(SHOP, 'campaign', 'spring', asked)).toMatchObject([
        { version: 1, links: [{ clicked: 3 }] },
        { version: 2, links: [{ clicked: 8 }] },
      ]);
    } finally {
      await dispose();
    }
  });
});
