// What a merchant tells of the cost of messages.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Cost, CostKind, CostLine, CostPer } from './cost-line.ts';

export interface CostsService {
  /** those not removed, the latest day first */
  list(shop: string): Promise<CostLine[]>;
  /** @returns false when there are as many as a shop can have */
  add(shop: string, cost: Cost): Promise<boolean>;
  change(shop: string, id: string, cost: Cost): Promise<void>;
  remove(shop: string, id: string): Promise<void>;
  /** undo of `remove` */
  restore(shop: string, id: string): Promise<void>;
  /** those that a line may be of, the last changed first */
  campaigns(shop: string): Promise<{ id: string; name: string }[]>;
}

/** A report reads them all. */
const MOST_LINES = 500;
const CAMPAIGNS_OFFERED = 200;

export function createCostsService({ db, clock }: { db: Database; clock: Clock }): CostsService {
  const currencyOf = async (shop: string) => {
    const row = await db.read.selectFrom('shop').select('currency').where('shop', '=', shop).executeTakeFirst();
    return row?.currency ?? 'USD';
  };

  type Changes = ReturnType<typeof rowOf> | { removed_at: number | null };

  async function update(shop: string, id: string, changes: Changes) {
    await db.write((trx) =>
      trx.updateTable('cost_line').set(changes).where('shop', '=', shop).where('id', '=', id).execute(),
    );
  }

  return {
    async list(shop) {
      const rows = await db.read
        .selectFrom('cost_line')
        .selectAll()
        .where('shop', '=', shop)
        .where('removed_at', 'is', null)
        .limit(MOST_LINES)
        .execute();
      return rows
        .map((row) => ({
          id: row.id,
          kind: row.kind as CostKind,
          per: row.per as CostPer,
          amount: row.amount,
          currency: row.currency,
          campaign: row.campaign,
          firstDay: row.first_day,
          lastDay: row.last_day,
          note: row.note,
        }))
        .toSorted((a, b) => (a.firstDay === b.firstDay ? (a.id < b.id ? -1 : 1) : a.firstDay < b.firstDay ? 1 : -1));
    },

    async add(shop, cost) {
      if ((await this.list(shop)).length >= MOST_LINES) return false;
      const row = { ...rowOf(cost, await currencyOf(shop)), shop, id: randomUUID(), created_at: clock.now() };
      await db.write((trx) => trx.insertInto('cost_line').values(row).execute());
      return true;
    },

    async change(shop, id, cost) {
      await update(shop, id, rowOf(cost, await currencyOf(shop)));
    },

    remove: (shop, id) => update(shop, id, { removed_at: clock.now() }),
    restore: (shop, id) => update(shop, id, { removed_at: null }),

    campaigns: (shop) =>
      db.read
        .selectFrom('campaign')
        .select(['id', 'name'])
        .where('shop', '=', shop)
        .where('removed_at', 'is', null)
        .orderBy('updated_at', 'desc')
        .limit(CAMPAIGNS_OFFERED)
        .execute(),
  };
}

const rowOf = ({ kind, per, amount, campaign, firstDay, lastDay, note }: Cost, currency: string) => ({
  kind,
  per,
  amount,
  currency,
  campaign,
  first_day: firstDay,
  last_day: lastDay,
  note,
});
