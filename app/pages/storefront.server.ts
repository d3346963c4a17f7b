import { type Banner, bannerSchema } from '../decide/banners/banner.ts';
import type { BannersService } from '../decide/banners/service.server.ts';
import type { ShopsService } from '../shop/install/shops.server.ts';
import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import type { BannerDraft, BannerText, BannerVersion, StorefrontPages } from '../ui/views/storefront-views.ts';
import { fromSimple, toSimple } from './conditions.ts';
import type { EmbedReader } from './embed.server.ts';

interface Deps {
  shops: ShopsService;
  settings: SettingsService;
  banners: BannersService;
  embed: EmbedReader;
}

const EMPTY: BannerText = { title: '', text: '', link: '', label: '' };

export function createStorefrontPages({ shops, settings, banners, embed }: Deps): StorefrontPages {
  const currencyOf = async (shop: string) => (await shops.require(shop)).currency;

  /** A language that was left empty has no version: the other one, or the theme's default, is shown. */
  function inputOf(draft: BannerDraft, currency: string) {
    const written = Object.entries(draft.content).filter(([, text]) => text.title.trim() !== '');
    return bannerSchema.parse({
      key: draft.key,
      name: draft.name,
      status: draft.on ? 'on' : 'off',
      condition: fromSimple(draft.condition, currency),
      content: Object.fromEntries(written),
    });
  }

  return {
    async view(shop) {
      const { proof } = await settings.get(shop);
      const currency = await currencyOf(shop);
      const all = await banners.list(shop);
      return {
        ...(await embed(shop)),
        proof: { threshold: proof.threshold, windowHours: proof.windowHours },
        banners: all.map((banner) => versionOf(banner, currency)),
      };
    },
    async banner(shop, id) {
      const found = (await banners.list(shop)).find((banner) => banner.id === id);
      return found ? versionOf(found, await currencyOf(shop)) : null;
    },
    save: async (shop, id, draft) => banners.save(shop, inputOf(draft, await currencyOf(shop)), id ?? undefined),
    async move(shop, id, by) {
      const all = await banners.list(shop);
      const key = all.find((banner) => banner.id === id)?.key;
      if (key === undefined) return;
      const order = all.filter((banner) => banner.key === key).map((banner) => banner.id);
      const from = order.indexOf(id);
      const other = order[from + by];
      if (other === undefined) return;
      order[from] = other;
      order[from + by] = id;
      await banners.reorder(shop, key, order);
    },
    remove: (shop, id) => banners.remove(shop, id),
    restore: (shop, id) => banners.restore(shop, id),
  };
}

function versionOf(banner: Banner, currency: string): BannerVersion {
  return {
    id: banner.id,
    key: banner.key,
    name: banner.name,
    on: banner.status === 'on',
    condition: toSimple(banner.condition, currency),
    content: { en: { ...EMPTY, ...banner.content.en }, it: { ...EMPTY, ...banner.content.it } },
  };
}
