import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../../test/databases.ts';
import type { JourneysService } from '../decide/journeys/service.server.ts';
import { givenShop, SHOP, START } from '../decide/journeys/rows-in-test.ts';
import { createEffectService } from '../learn/effect/service.server.ts';
import { createReportsService } from '../learn/reports/service.server.ts';
import { ManualClock } from '../platform/clock/clock.ts';
import { createShopsService } from '../shop/install/shops.server.ts';
import { createSettingsService } from '../shop/settings/settings-service.server.ts';
import { createRecoveryPages } from './recovery.server.ts';

describe.each(DIALECTS)('the page of cart recovery [%s]', (dialect) => {
  it('compares who was mailed with who was held out, of the last ninety days', async () => {
    const { db, dispose } = await createTestDatabase(dialect);
    try {
      await givenShop(db);
      const clock = new ManualClock(START);
      const none = { list: async () => [] } as Partial<JourneysService> as JourneysService;
      const pages = createRecoveryPages({
        db,
        clock,
        journeys: none,
        reports: createReportsService({ db, clock }),
        effects: createEffectService({ db }),
        shops: createShopsService({ db }),
        settings: createSettingsService({ db }),
        shortPreviews: () => Promise.reject(new Error('no reminder is looked at')),
        previews: { people: async () => [], preview: () => Promise.reject(new Error('no preview was asked for')) },
      });
      expect((await pages.view(SHOP)).effect).toEqual({ days: 90, measured: null });
      const counts = (day: string, split: string, of: Record<string, number>) =>
        Object.entries(of).map(([metric, count]) => ({
          shop: SHOP,
          subject: 'effect:journey:recovery',
          day,
          split,
          metric,
          count,
        }));
      await db.write((trx) =>
        trx
          .insertInto('tally')
          .values([
            ...counts('2026-02-20', 'arm:treated', { contacts: 400, converted: 80, revenue: 400_000 }),
            ...counts('2026-02-20', 'arm:holdout', { contacts: 60, converted: 3, revenue: 9_000 }),
            // longer ago than ninety days
            ...counts('2025-11-01', 'arm:holdout', { contacts: 500, converted: 400, revenue: 1 }),
          ])
          .execute(),
      );
      const { measured } = (await pages.view(SHOP)).effect;
      expect(measured).toMatchObject({
        enough: true,
        measured: { treated: { contacts: 400, converted: 80 }, holdout: { contacts: 60, converted: 3 } },
        effect: { extra: 60, certain: true },
      });
      expect(await pages.view('another.myshopify.com').catch(() => 'none')).toBe('none');
    } finally {
      await dispose();
    }
  });
});
