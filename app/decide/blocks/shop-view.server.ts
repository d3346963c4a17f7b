import { createFreshCache } from '../../platform/cache/fresh.ts';
import { SECOND, type Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { settingsSchema, type Settings } from '../../shop/settings/settings.ts';

export interface ShopView {
  locale: string;
  timezone: string;
  proof: Settings['proof'];
}

export interface ShopViews {
  /** null for a shop that is not installed */
  get(shop: string): ShopView | null | Promise<ShopView | null>;
}

const FRESH_MS = 5 * SECOND;

/** What the storefront has to know of a shop at every call. */
export function createShopViews({ db, clock }: { db: Database; clock: Clock }): ShopViews {
  return createFreshCache<ShopView | null>({
    clock,
    ttlMs: FRESH_MS,
    max: 10_000,
    async load(shop) {
      const row = await db.read
        .selectFrom('shop')
        .select(['locale', 'timezone', 'settings', 'uninstalled_at'])
        .where('shop', '=', shop)
        .executeTakeFirst();
      if (!row || row.uninstalled_at !== null) return null;
      const { proof } = settingsSchema.parse(JSON.parse(row.settings));
      return { locale: row.locale, timezone: row.timezone, proof };
    },
  });
}
