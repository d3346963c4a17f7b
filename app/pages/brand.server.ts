import type { DesignedPreviews } from '../act/messages/templates/design/preview-designed.server.ts';
import { documentOf } from '../act/messages/templates/design/recipes/recipes.ts';
import { brandSchema } from '../shop/settings/brand.ts';
import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import type { BrandPages } from '../ui/views/template-views.ts';

/** Shows letters, a picture, buttons and products. */
const SAMPLE = 'welcome';

export function createBrandPages(deps: { settings: SettingsService; designedPreviews: DesignedPreviews }): BrandPages {
  const { settings, designedPreviews } = deps;
  return {
    get: async (shop) => (await settings.get(shop)).brand,
    async save(shop, brand) {
      await settings.update(shop, { brand: brandSchema.parse(brand) });
    },
    async preview(shop, brand, locale) {
      const sample = documentOf(SAMPLE, locale);
      return sample ? (await designedPreviews.preview(shop, sample, null, { brand })).html : '';
    },
  };
}
