import { purgeFiles } from './requests.server.ts';
import { MONTH, type RetentionStep } from './retention-worker.server.ts';

const BATCH = 100;

/** What `shop` itself keeps: who looked at personal data, and files that merchants had time to download. */
export const shopRetention: readonly RetentionStep[] = [
  {
    name: 'access',
    kept: ({ accessMonths }) => accessMonths * MONTH,
    async letGo(db, shop, before) {
      const old = await db.read
        .selectFrom('access_entry')
        .select('id')
        .where('shop', '=', shop)
        .where('at', '<', before)
        .limit(BATCH)
        .execute();
      const ids = old.map((row) => row.id);
      if (ids.length > 0) {
        await db.write((trx) =>
          trx.deleteFrom('access_entry').where('shop', '=', shop).where('id', 'in', ids).execute(),
        );
      }
      return { rows: ids.length, next: ids.length === BATCH ? 'more' : null };
    },
  },
  {
    name: 'files',
    // their own instant says how long; this only has to be now
    kept: () => 0,
    async letGo(db, shop, before) {
      const rows = await purgeFiles(db, shop, before);
      return { rows, next: rows === 100 ? 'more' : null };
    },
  },
];
