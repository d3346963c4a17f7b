import { costSchema } from '../learn/costs/cost-line.ts';
import type { CostsService } from '../learn/costs/service.server.ts';
import type { NumbersService } from '../learn/reports/numbers.server.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { dayOf } from '../platform/clock/zones.ts';
import { NotAnAmount, toMinor } from '../platform/money.ts';
import type { ShopsService } from '../shop/install/shops.server.ts';
import type { CostPages } from '../ui/views/report-views.ts';

interface Deps {
  costs: CostsService;
  numbers: Pick<NumbersService, 'names'>;
  shops: ShopsService;
  clock: Clock;
}

export function createCostPages({ costs, numbers, shops, clock }: Deps): CostPages {
  return {
    async view(shop) {
      const [lines, campaigns, { timezone }] = await Promise.all([
        costs.list(shop),
        costs.campaigns(shop),
        shops.require(shop),
      ]);
      const ids = lines.flatMap(({ campaign }) => campaign ?? []);
      const names = await numbers.names(shop, 'campaign', [...new Set(ids)]);
      return {
        lines: lines.map((line) => ({ ...line, campaignName: names.get(line.campaign ?? '') ?? null })),
        campaigns,
        today: dayOf(clock.now(), timezone),
      };
    },

    async save(shop, id, typed): Promise<Record<string, string> | null> {
      const { currency } = await shops.require(shop);
      const told = { ...(typed as Record<string, unknown>) };
      const amount = amountOf(told['amount'], currency);
      if (amount === null) return { amount: 'costs.wrongAmount' };
      const read = costSchema.safeParse({ ...told, amount });
      if (!read.success) return { firstDay: 'costs.wrongDays' };
      const { campaign } = read.data;
      if (campaign !== null && !(await numbers.names(shop, 'campaign', [campaign])).has(campaign)) {
        return { campaign: 'report.gone.campaign' };
      }
      if (id !== null) await costs.change(shop, id, read.data);
      else if (!(await costs.add(shop, read.data))) return { amount: 'costs.tooMany' };
      return null;
    },

    remove: (shop, id) => costs.remove(shop, id),
    restore: (shop, id) => costs.restore(shop, id),
  };
}

/** @returns null for what is no amount, or nothing */
function amountOf(typed: unknown, currency: string): number | null {
  if (typeof typed !== 'string') return null;
  try {
    const amount = toMinor(typed.replace(',', '.'), currency);
    return amount > 0 ? amount : null;
  } catch (error) {
    if (error instanceof NotAnAmount) return null;
    throw error;
  }
}
