import { type Banner, bannerSchema } from '../decide/banners/banner.ts';
import type { BannersService } from '../decide/banners/service.server.ts';
import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import type { ConditionPages } from '../ui/views/condition-views.ts';
import type { BannerDraft, BannerText, BannerVersion, StorefrontPages } from '../ui/views/storefront-views.ts';
import type { EmbedReader } from './embed.server.ts';

interface Deps {
  settings: SettingsService;
  banners: BannersService;
  embed: EmbedReader;
  conditions: Pick<ConditionPages, 'book'>;
}

const EMPTY: BannerText = { title: '', text: '', link: '', label: '' };

export function createStorefrontPages({ settings, banners, embed, conditions }: Deps): StorefrontPages {
  /** A language that was left empty has no version: the other one, or the theme's default, is shown. */
  function inputOf(draft: BannerDraft) {
    const written = Object.entries(draft.content).filter(([, text]) => text.title.trim() !== '');
    return bannerSchema.parse({
      key: draft.key,
      name: draft.name,
      status: draft.on ? 'on' : 'off',
      condition: draft.condition,
      content: Object.fromEntries(written),
    });
  }

  return {
    async view(shop) {
      const { proof } = await settings.get(shop);
      const all = await banners.list(shop);
      return {
        ...(await embed(shop)),
        proof: { threshold: proof.threshold, windowHours: proof.windowHours },
        banners: all.map(versionOf),
        names: await conditions.book(
          shop,
          all.map(({ condition }) => condition),
        ),
      };
    },
    async banner(shop, id) {
      const found = (await banners.list(shop)).find((banner) => banner.id === id);
      return found ? { banner: versionOf(found), names: await conditions.book(shop, [found.condition]) } : null;
    },
    save: (shop, id, draft) => banners.save(shop, inputOf(draft), id ?? undefined),
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

function versionOf(banner: Banner): BannerVersion {
  return {
    id: banner.id,
    key: banner.key,
    name: banner.name,
    on: banner.status === 'on',
    condition: banner.condition,
    content: { en: { ...EMPTY, ...banner.content.en }, it: { ...EMPTY, ...banner.content.it } },
  };
}
