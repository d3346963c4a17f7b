import { type Banner, bannerSchema } from '../decide/audiences/banner.ts';
import type { AudiencesService } from '../decide/audiences/service.server.ts';
import type { ShopsService } from '../shop/install/shops.server.ts';
import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import type { BannerDraft, BannerText, BannerVersion, StorefrontPages } from '../ui/views/storefront-views.ts';
import { fromSimple, toSimple } from './conditions.ts';
import type { EmbedReader } from './embed.server.ts';

interface Deps {
  shops: ShopsService;
  settings: SettingsService;
  audiences: AudiencesService;
  embed: EmbedReader;
}

const EMPTY: BannerText = { title: '', text: '', link: '', label: '' };

export function createStorefrontPages({ shops, settings, audiences, embed }: Deps): StorefrontPages {
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
      const banners = await audiences.list(shop);
      return {
        ...(await embed(shop)),
        proof: { threshold: proof.threshold, windowHours: proof.windowHours },
        banners: banners.map((banner) => versionOf(banner, currency)),
      };
    },
    async banner(shop, id) {
      const found = (await audiences.list(shop)).find((banner) => banner.id === id);
      return found ? versionOf(found, await currencyOf(shop)) : null;
    },
    save: async (shop, id, draft) => audiences.save(shop, inputOf(draft, await currencyOf(shop)), id ?? undefined),
    async move(shop, id, by) {
      const banners = await audiences.list(shop);
      const key = banners.find((banner) => banner.id === id)?.key;
      if (key === undefined) return;
      const order = banners.filter((banner) => banner.key === key).map((banner) => banner.id);
      const from = order.indexOf(id);
      const other = order[from + by];
      if (other === undefined) return;
      order[from] = other;
      order[from + by] = id;
      await audiences.reorder(shop, key, order);
    },
    remove: (shop, id) => audiences.remove(shop, id),
    restore: (shop, id) => audiences.restore(shop, id),
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
