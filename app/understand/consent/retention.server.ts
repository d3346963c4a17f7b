import { MONTH, type RetentionStep } from '../../shop/privacy/retention-worker.server.ts';

const BATCH = 200;
/** longer than anything looks back: how often somebody was asked counts for a month */
const KEPT_MONTHS = 3;

/** Questions that were sent by mail. What was answered stands in the log of consent, with its proof, and stays. */
export const askedRetention: readonly RetentionStep[] = [
  {
    name: 'consent asked',
    kept: () => KEPT_MONTHS * MONTH,
    letGo: (db, shop, before) =>
      db.write(async (trx) => {
        const rows = await trx
          .selectFrom('double_opt_in')
          .select('id')
          .where('shop', '=', shop)
          .where('asked_at', '<', before)
          .orderBy('asked_at')
          .limit(BATCH)
          .execute();
        const ids = rows.map(({ id }) => id);
        if (ids.length > 0) {
          await trx.deleteFrom('double_opt_in').where('shop', '=', shop).where('id', 'in', ids).execute();
        }
        return { rows: ids.length, next: ids.length === BATCH ? 'more' : null };
      }),
  },
];
