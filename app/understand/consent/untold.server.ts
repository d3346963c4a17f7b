// Of whom Shopify would not hear: what it said, and trying again.
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { noteConsent } from './tell-shopify.server.ts';

export interface Untold {
  contact: string;
  /** Shopify's own words */
  reason: string;
}

export type UntoldService = ReturnType<typeof createUntoldService>;

export function createUntoldService({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }) {
  return {
    async list(shop: string, most: number): Promise<Untold[]> {
      const rows = await db.read
        .selectFrom('consent_sync')
        .select(['customer', 'reason'])
        .where('shop', '=', shop)
        .where('reason', 'is not', null)
        .limit(most)
        .execute();
      if (rows.length === 0) return [];
      const owners = await db.read
        .selectFrom('identity')
        .select(['id', 'contact'])
        .where('shop', '=', shop)
        .where(
          'id',
          'in',
          rows.map(({ customer }) => `customer:${customer}`),
        )
        .execute();
      const contactOf = new Map(owners.map(({ id, contact }) => [id, contact]));
      return rows.flatMap(({ customer, reason }) => {
        const contact = contactOf.get(`customer:${customer}`);
        return contact === undefined ? [] : [{ contact, reason: reason ?? '' }];
      });
    },

    /** @returns how many customers Shopify is told of once more */
    async tryAgain(shop: string): Promise<number> {
      const now = clock.now();
      const count = await db.write(
        async (trx) => {
          const rows = await trx
            .selectFrom('consent_sync')
            .select('customer')
            .where('shop', '=', shop)
            .where('reason', 'is not', null)
            .execute();
          await noteConsent(
            trx,
            shop,
            rows.map(({ customer }) => customer),
            now,
          );
          return rows.length;
        },
        { lock: foldLock(shop) },
      );
      if (count > 0) wake('tasks', shop, now);
      return count;
    },
  };
}
