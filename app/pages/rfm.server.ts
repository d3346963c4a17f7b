import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import { RFM_GROUPS, type RfmGroup } from '../understand/rfm/groups.ts';
import type { Mover } from '../understand/rfm/history.server.ts';
import { rangesOf } from '../understand/rfm/ranges.ts';
import type { RfmService } from '../understand/rfm/service.server.ts';
import { groupRecipe } from '../understand/segments/recipes.ts';
import type { SegmentsService } from '../understand/segments/service.server.ts';
import type { GroupedContact, RfmPages } from '../ui/views/rfm-views.ts';
import { drawnDays } from './rfm-days.ts';

interface Deps {
  rfm: RfmService;
  settings: SettingsService;
  segments: Pick<SegmentsService, 'list'>;
}

export function createRfmPages({ rfm, settings, segments }: Deps): RfmPages {
  return {
    async view(shop) {
      const [{ groups, cuts, day, grid, moves, days, shopify }, { rfm: set }, all] = await Promise.all([
        rfm.overview(shop),
        settings.get(shop),
        segments.list(shop),
      ]);
      const segmentOf = (group: RfmGroup) => {
        const recipe = groupRecipe(group);
        return { recipe, made: all.find((segment) => segment.recipe === recipe)?.id ?? null };
      };
      const scored = groups.filter(({ group }) => group !== 'prospects');
      return {
        customers: scored.reduce((sum, { contacts }) => sum + contacts, 0),
        prospects: groups.find(({ group }) => group === 'prospects')?.contacts ?? 0,
        grid,
        groups: scored,
        segments: Object.fromEntries(RFM_GROUPS.map((group) => [group, segmentOf(group)])),
        moves,
        days,
        ranges: cuts && rangesOf(cuts),
        binning: cuts?.binning ?? null,
        months: set.months,
        beforeRefunds: set.spend === 'before_refunds',
        refreshedOn: day,
        shopify,
      };
    },
    async effect(shop, settings) {
      const preview = await rfm.preview(shop, settings);
      return preview && { groups: preview.groups };
    },
    async history(shop, asked) {
      const { period, first, today, movements, days } = await rfm.history(shop, asked);
      return { period, first, today, moves: movements, days: drawnDays(days) };
    },
    async movers(shop, { before, group, after, ...asked }) {
      const from = RFM_GROUPS.find((each) => each === before);
      const to = RFM_GROUPS.find((each) => each === group);
      if (!from || !to) return null;
      const page = await rfm.movers(shop, { ...asked, before: from, group: to, ...(after !== null && { after }) });
      return { period: page.period, before: from, group: to, rows: page.rows.map(contactOf), next: page.next };
    },
    async differing(shop, after) {
      const [{ shopify }, page] = await Promise.all([rfm.overview(shop), rfm.differing(shop, after)]);
      const rows = page.rows.map((row) => ({ ...contactOf(row), shopify: row.shopify_rfm }));
      return { ...shopify, rows, next: page.next };
    },
  };
}

function contactOf(row: Mover): GroupedContact {
  return {
    id: row.id,
    name: [row.first_name, row.last_name].filter(Boolean).join(' '),
    email: row.email,
    orders: row.orders_count,
    spent: row.net_spent,
    currency: row.currency,
    lastOrderAt: row.last_order_at,
    group: row.rfm_group,
  };
}
