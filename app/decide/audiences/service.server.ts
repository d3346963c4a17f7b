import { randomUUID } from 'node:crypto';
import { createFreshCache } from '../../platform/cache/fresh.ts';
import { gather } from '../../platform/cache/gather.ts';
import { SECOND, type Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import { wordsFor, type Banner, type BannerInput, type BannerText } from './banner.ts';
import type { Conditions } from './holds.ts';
import { BANNER_SEEDS } from './seeds.ts';
import { lastPosition, readBanners, writeBanners } from './store.server.ts';

export interface ShownBanner extends BannerText {
  /** the version, for "why" */
  id: string;
}

interface Languages {
  locale: string;
  shopLocale: string;
}

export interface AudiencesService {
  list(shop: string): Promise<Banner[]>;
  /** @returns the id, or what is wrong with the condition */
  save(shop: string, input: BannerInput, id?: string): Promise<{ id: string } | { problem: string }>;
  setStatus(shop: string, id: string, status: Banner['status']): Promise<void>;
  /** puts the versions of a banner in this order; those not named follow behind */
  reorder(shop: string, key: string, ids: readonly string[]): Promise<void>;
  remove(shop: string, id: string): Promise<void>;
  /** in the transaction of an install; a shop that comes back keeps its own */
  seed(trx: Trx, shop: string, now: number): Promise<void>;
  /** the version a contact sees, or null for the default that stands in the theme */
  bannerFor(
    shop: string,
    zone: string,
    key: string,
    contact: string,
    languages: Languages,
  ): Promise<ShownBanner | null>;
  /** a contact was changed in this process: what it sees is found anew */
  contactChanged(shop: string, contact: string): void;
}

const BANNERS_FRESH_MS = 5 * SECOND;
const CONTACT_FRESH_MS = 2 * SECOND;
const CONTACTS_KEPT = 50_000;

interface Deps {
  db: Database;
  clock: Clock;
  log: Log;
  conditions: Conditions;
}

/** Banner versions and who sees which: the first one, in the merchant's order, whose condition holds. */
export function createAudiencesService({ db, clock, log, conditions }: Deps): AudiencesService {
  const banners = createFreshCache<Banner[]>({
    clock,
    ttlMs: BANNERS_FRESH_MS,
    max: 10_000,
    load: async (shop) => (await readBanners(db.read, shop, log)).filter((banner) => banner.status === 'on'),
  });
  const look = gather<ReadonlySet<string>>(readMany);
  /** `shop zone contact` → ids of the versions whose condition holds */
  const held = createFreshCache<ReadonlySet<string>>({
    clock,
    ttlMs: CONTACT_FRESH_MS,
    max: CONTACTS_KEPT,
    load: async (key) => (await look(key)) ?? new Set(),
  });
  const zones = new Map<string, string>();

  async function readMany(keys: readonly string[]): Promise<Map<string, ReadonlySet<string>>> {
    const byShop = new Map<string, string[]>();
    for (const key of keys) {
      const [shop = '', contact = ''] = key.split(' ');
      const contacts = byShop.get(shop);
      if (contacts) contacts.push(contact);
      else byShop.set(shop, [contact]);
    }
    const found = new Map<string, ReadonlySet<string>>();
    for (const [shop, contacts] of byShop) {
      const on = await banners.get(shop);
      const asked = on.map((banner) => banner.condition);
      const zone = zones.get(shop) ?? 'UTC';
      const holding = await conditions.holding(db.read, shop, asked, contacts, clock.now(), zone);
      for (const [contact, holds] of holding) {
        found.set(`${shop} ${contact}`, new Set(on.flatMap((banner, index) => (holds[index] ? banner.id : []))));
      }
    }
    return found;
  }

  function changed(shop: string): void {
    banners.drop(shop);
    held.clear();
  }

  return {
    list: (shop) => readBanners(db.read, shop, log),

    async save(shop, input, id) {
      const problem = conditions.problem(input.condition);
      if (problem) return { problem };
      const saved = await db.write(async (trx) => {
        const there = id ? (await readBanners(trx, shop, log)).find((banner) => banner.id === id) : undefined;
        const position = there?.key === input.key ? there.position : (await lastPosition(trx, shop, input.key)) + 1;
        const banner = { ...input, id: there?.id ?? randomUUID(), position };
        await writeBanners(trx, shop, [banner], clock.now());
        return banner;
      });
      changed(shop);
      return { id: saved.id };
    },

    async setStatus(shop, id, status) {
      await db.write((trx) =>
        trx
          .updateTable('banner')
          .set({ status, updated_at: clock.now() })
          .where('shop', '=', shop)
          .where('id', '=', id)
          .execute(),
      );
      changed(shop);
    },

    async reorder(shop, key, ids) {
      await db.write(async (trx) => {
        const all = (await readBanners(trx, shop, log)).filter((banner) => banner.key === key);
        const place = (banner: Banner) => (ids.includes(banner.id) ? ids.indexOf(banner.id) : ids.length);
        const sorted = all.toSorted((a, b) => place(a) - place(b) || a.position - b.position);
        const moved = sorted.map((banner, index) => ({ ...banner, position: index + 1 }));
        await writeBanners(trx, shop, moved, clock.now());
      });
      changed(shop);
    },

    async remove(shop, id) {
      await db.write((trx) => trx.deleteFrom('banner').where('shop', '=', shop).where('id', '=', id).execute());
      changed(shop);
    },

    async seed(trx, shop, now) {
      const seeds = BANNER_SEEDS.map((banner, index) => ({ ...banner, position: index + 1 }));
      await writeBanners(trx, shop, seeds, now, { keep: true });
    },

    async bannerFor(shop, zone, key, contact, { locale, shopLocale }) {
      const on = await banners.get(shop);
      const versions = on.filter((banner) => banner.key === key);
      if (versions.length === 0) return null;
      zones.set(shop, zone);
      const holds = await held.get(`${shop} ${contact}`);
      const shown = versions.find((banner) => holds.has(banner.id));
      const words = shown && wordsFor(shown.content, locale, shopLocale);
      return shown && words ? { ...words, id: shown.id } : null;
    },

    contactChanged: (shop, contact) => held.drop(`${shop} ${contact}`),
  };
}
