import { rangesOf } from '../understand/rfm/ranges.ts';
import type { RfmService } from '../understand/rfm/service.server.ts';
import type { RfmPages } from '../ui/views/rfm-views.ts';

export function createRfmPages({ rfm }: { rfm: RfmService }): RfmPages {
  return {
    async view(shop) {
      const { groups, cuts, day, grid, moves, days, shopify } = await rfm.overview(shop);
      const scored = groups.filter(({ group }) => group !== 'prospects');
      return {
        customers: scored.reduce((sum, { contacts }) => sum + contacts, 0),
        prospects: groups.find(({ group }) => group === 'prospects')?.contacts ?? 0,
        grid,
        groups: scored,
        moves,
        days,
        ranges: cuts && rangesOf(cuts),
        binning: cuts?.binning ?? null,
        refreshedOn: day,
        shopify,
      };
    },
    async effect(shop, settings) {
      const preview = await rfm.preview(shop, settings);
      return preview && { groups: preview.groups };
    },
  };
}
