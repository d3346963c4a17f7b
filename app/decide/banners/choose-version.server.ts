import { createFreshCache } from '../../platform/cache/fresh.ts';
import { gather } from '../../platform/cache/gather.ts';
import { SECOND, type Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import { mayDecide } from '../../understand/conditions/behavioural.ts';
import { evaluate } from '../../understand/conditions/evaluate.ts';
import { contactViews, unknownVisitor } from '../../understand/conditions/views.server.ts';
import { padded } from '../../understand/contacts/padded.ts';
import { wordsFor, type Banner, type BannerText } from './banner.ts';
import { readBanners } from './store.server.ts';

export interface ShownBanner extends BannerText {
  /** the version, for "why" */
  id: string;
}

export interface Languages {
  locale: string;
  shopLocale: string;
}

export interface BannerChoice {
  /**
   * The version a contact sees: the first one, in the merchant's order, whose condition holds. Null for the default that
   * stands in the theme.
   * @param contact null for somebody of whom nothing is known
   */
  shownTo(
    shop: string,
    zone: string,
    key: string,
    contact: string | null,
    languages: Languages,
  ): Promise<ShownBanner | null>;
  /** a contact was changed in this process: what it sees is found anew */
  contactChanged(shop: string, contact: string): void;
  bannersChanged(shop: string): void;
}

const BANNERS_FRESH_MS = 5 * SECOND;
const CONTACT_FRESH_MS = 3 * SECOND;
const CONTACTS_KEPT = 50_000;
const NOBODY: ReadonlySet<string> = new Set();

/** The hot half of banners: many visitors of one moment are looked at in one read. */
export function createBannerChoice({ db, clock, log }: { db: Database; clock: Clock; log: Log }): BannerChoice {
  const banners = createFreshCache<Banner[]>({
    clock,
    ttlMs: BANNERS_FRESH_MS,
    max: 10_000,
    load: async (shop) => (await readBanners(db.read, shop, log)).filter((banner) => banner.status === 'on'),
  });
  const look = gather<ReadonlySet<string>>(readMany);
  /** `shop contact` → ids of the versions whose condition holds */
  const holding = createFreshCache<ReadonlySet<string>>({
    clock,
    ttlMs: CONTACT_FRESH_MS,
    max: CONTACTS_KEPT,
    load: async (key) => (await look(key)) ?? NOBODY,
  });
  const zones = new Map<string, string>();

  async function readMany(keys: readonly string[]): Promise<Map<string, ReadonlySet<string>>> {
    const found = new Map<string, ReadonlySet<string>>();
    for (const [shop, its] of Map.groupBy(keys, (key) => key.slice(0, key.indexOf(' ')))) {
      const contacts = its.map((key) => key.slice(shop.length + 1));
      const on = await banners.get(shop);
      const conditions = on.map((banner) => banner.condition);
      const moment = { now: clock.now(), zone: zones.get(shop) ?? 'UTC' };
      const views = await contactViews(db.read, shop, padded(contacts), conditions, moment);
      for (const contact of contacts) {
        const view = views.get(contact) ?? unknownVisitor(conditions, moment);
        // who wants no automated decisions is shown nothing that her behaviour would choose
        const may = on.filter((banner) => mayDecide(banner.condition, view.flags.automated));
        const held = may.filter((banner) => evaluate(banner.condition, view)).map((banner) => banner.id);
        found.set(`${shop} ${contact}`, new Set(held));
      }
    }
    return found;
  }

  return {
    async shownTo(shop, zone, key, contact, { locale, shopLocale }) {
      const versions = (await banners.get(shop)).filter((banner) => banner.key === key);
      if (versions.length === 0) return null;
      zones.set(shop, zone);
      const holds = await holding.get(`${shop} ${contact ?? ''}`);
      const shown = versions.find((banner) => holds.has(banner.id));
      const words = shown && wordsFor(shown.content, locale, shopLocale);
      return shown && words ? { ...words, id: shown.id } : null;
    },
    contactChanged: (shop, contact) => holding.drop(`${shop} ${contact}`),
    bannersChanged(shop) {
      banners.drop(shop);
      holding.clear();
    },
  };
}
