import { type Clock, DAY } from '../../platform/clock/clock.ts';
import { dayOf, startOfDay } from '../../platform/clock/zones.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Wake, Worker } from '../../platform/work/worker.ts';
import { refreshRfm } from './refresh.server.ts';

/** Days pass without facts: at the shop's midnight everybody's recency is a day older, and cut-points are taken anew. */
export function createDailyWorker({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }): Worker {
  const midnight = (zone: string) => {
    const next = startOfDay(clock.now(), zone, 1);
    // a zone that skips a day (Apia, 2011) must not be asked for again at once
    return next > clock.now() ? next : clock.now() + DAY;
  };

  return {
    kind: 'daily',
    async pending() {
      const shops = await db.read
        .selectFrom('shop')
        .select(['shop', 'timezone', 'rfm_day'])
        .where('uninstalled_at', 'is', null)
        .execute();
      return shops.map(({ shop, timezone, rfm_day }) => ({
        shop,
        at: rfm_day === dayOf(clock.now(), timezone) ? midnight(timezone) : clock.now(),
      }));
    },
    async run(shop) {
      const row = await db.read
        .selectFrom('shop')
        .select(['timezone', 'rfm_day', 'uninstalled_at'])
        .where('shop', '=', shop)
        .executeTakeFirst();
      if (!row || row.uninstalled_at !== null) return null;
      if (row.rfm_day === null && (await isBehind(shop))) {
        // cut-points of half a history would be wrong until tomorrow: the fold takes them when it is done
        return midnight(row.timezone);
      }
      if (row.rfm_day !== dayOf(clock.now(), row.timezone)) {
        // by hand, and only then: tasks wake this worker, and they would wake each other for ever
        if (await refreshRfm({ db, clock }, shop)) wake('tasks', shop, clock.now());
      }
      return midnight(row.timezone);
    },
  };

  async function isBehind(shop: string): Promise<boolean> {
    const fact = await db.read
      .selectFrom('fact')
      .select('id')
      .where('progress', '=', 0)
      .where('shop', '=', shop)
      .limit(1)
      .executeTakeFirst();
    return fact !== undefined;
  }
}
