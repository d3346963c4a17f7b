import { MONTH, type RetentionStep } from '../../shop/privacy/retention-worker.server.ts';

const BATCH = 200;
/** long enough to see on a timeline why nothing arrived */
const KEPT_MONTHS = 3;

/** Browsers that take no more: nothing can be sent to them again. What was said of consent stands in its log. */
export const pushRetention: readonly RetentionStep[] = [
  {
    name: 'browsers that take no more push',
    kept: () => KEPT_MONTHS * MONTH,
    letGo: (db, shop, before) =>
      db.write(async (trx) => {
        const rows = await trx
          .selectFrom('push_subscription')
          .select('id')
          .where('shop', '=', shop)
          .where('gone_at', '<', before)
          .limit(BATCH)
          .execute();
        const ids = rows.map(({ id }) => id);
        if (ids.length > 0)
          await trx.deleteFrom('push_subscription').where('shop', '=', shop).where('id', 'in', ids).execute();
        return { rows: ids.length, next: ids.length === BATCH ? 'more' : null };
      }),
  },
];
