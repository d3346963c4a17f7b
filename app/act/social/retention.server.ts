import { DAY } from '../../platform/clock/clock.ts';
import type { RetentionStep } from '../../shop/privacy/retention-worker.server.ts';

/** Tokens of accounts that were taken away: for a day they can be brought back. */
export const socialRetention: readonly RetentionStep[] = [
  {
    name: 'social tokens',
    kept: () => DAY,
    async letGo(db, shop, before) {
      const done = await db.write((trx) =>
        trx
          .updateTable('social_account')
          .set({ secrets: null, state: 'expired' })
          .where('shop', '=', shop)
          .where('removed_at', '<', before)
          .where('secrets', 'is not', null)
          .executeTakeFirst(),
      );
      return { rows: Number(done.numUpdatedRows), next: null };
    },
  },
];
