import { randomUUID } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import { explain, type ConditionReason } from '../../understand/conditions/explain.ts';
import { contactViews, unknownVisitor } from '../../understand/conditions/views.server.ts';
import { wordsFor, type Banner, type BannerInput, type BannerText } from './banner.ts';
import type { BannerChoice, Languages } from './choose-version.server.ts';
import { BANNER_SEEDS } from './seeds.ts';
import { lastPosition, readBanners, writeBanners } from './store.server.ts';

/** What one contact sees, and why each version is or is not it. */
export interface BannerPreview {
  /** null: the default that stands in the theme */
  shown: { id: string; name: string; words: BannerText } | null;
  versions: { id: string; name: string; holds: boolean; reasons: ConditionReason[] }[];
}

export interface BannersService {
  /** every version of every banner, in the order in which they are tried */
  list(shop: string): Promise<Banner[]>;
  /** writes a new version behind the others, or changes the one of this id. @returns its id */
  save(shop: string, input: BannerInput, id?: string): Promise<string>;
  setStatus(shop: string, id: string, status: Banner['status']): Promise<void>;
  /** puts the versions of a banner in this order; those not named follow behind */
  reorder(shop: string, key: string, ids: readonly string[]): Promise<void>;
  /** takes a version away; it keeps its place for `restore` */
  remove(shop: string, id: string): Promise<void>;
  /** undo of `remove`; a version that is there stays as it is */
  restore(shop: string, id: string): Promise<void>;
  /** in the transaction of an install; a shop that comes back keeps its own */
  seed(trx: Trx, shop: string, now: number): Promise<void>;
  /** @param contact null for somebody of whom nothing is known */
  preview(
    shop: string,
    zone: string,
    key: string,
    contact: string | null,
    languages: Languages,
  ): Promise<BannerPreview>;
}

interface Deps {
  db: Database;
  clock: Clock;
  log: Log;
  choice: BannerChoice;
}

/** Banner versions, as the merchant keeps them. */
export function createBannersService({ db, clock, log, choice }: Deps): BannersService {
  async function setRemoved(shop: string, id: string, at: number | null): Promise<void> {
    await db.write((trx) =>
      trx.updateTable('banner').set({ removed_at: at }).where('shop', '=', shop).where('id', '=', id).execute(),
    );
    choice.bannersChanged(shop);
  }

  return {
    list: (shop) => readBanners(db.read, shop, log),

    async save(shop, input, id) {
      const saved = await db.write(async (trx) => {
        const there = id ? (await readBanners(trx, shop, log)).find((banner) => banner.id === id) : undefined;
        const position = there?.key === input.key ? there.position : (await lastPosition(trx, shop, input.key)) + 1;
        const banner = { ...input, id: there?.id ?? randomUUID(), position };
        await writeBanners(trx, shop, [banner], clock.now());
        return banner.id;
      });
      choice.bannersChanged(shop);
      return saved;
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
      choice.bannersChanged(shop);
    },

    async reorder(shop, key, ids) {
      await db.write(async (trx) => {
        const all = (await readBanners(trx, shop, log)).filter((banner) => banner.key === key);
        const place = (banner: Banner) => (ids.includes(banner.id) ? ids.indexOf(banner.id) : ids.length);
        const sorted = all.toSorted((a, b) => place(a) - place(b) || a.position - b.position);
        const moved = sorted.map((banner, index) => ({ ...banner, position: index + 1 }));
        await writeBanners(trx, shop, moved, clock.now());
      });
      choice.bannersChanged(shop);
    },

    remove: (shop, id) => setRemoved(shop, id, clock.now()),
    restore: (shop, id) => setRemoved(shop, id, null),

    async seed(trx, shop, now) {
      const seeds = BANNER_SEEDS.map((banner, index) => ({ ...banner, position: index + 1 }));
      await writeBanners(trx, shop, seeds, now, { keep: true });
    },

    async preview(shop, zone, key, contact, { locale, shopLocale }) {
      const all = await readBanners(db.read, shop, log);
      const on = all.filter((banner) => banner.key === key && banner.status === 'on');
      const conditions = on.map((banner) => banner.condition);
      const moment = { now: clock.now(), zone };
      const views = contact ? await contactViews(db.read, shop, [contact], conditions, moment) : null;
      const view = views?.get(contact ?? '') ?? unknownVisitor(conditions, moment);
      const versions = on.map(({ id, name, condition }) => ({ id, name, ...explain(condition, view) }));
      const first = on.find((_, index) => versions[index]?.holds);
      const words = first && wordsFor(first.content, locale, shopLocale);
      return { shown: first && words ? { id: first.id, name: first.name, words } : null, versions };
    },
  };
}
