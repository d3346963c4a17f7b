import { MONTH, type RetentionStep } from '../../../shop/privacy/retention-worker.server.ts';

const PAGE = 100;
const VERDICTS = ['human', 'unsure', 'machine'] as const;

/** What was heard of mails goes with their texts; what a person did stays on the timeline, as the fact that it is. */
export const reactionRetention: readonly RetentionStep[] = VERDICTS.map((verdict) => ({
  name: `reactions: ${verdict}`,
  kept: ({ mailMonths }) => mailMonths * MONTH,
  async letGo(db, shop, before) {
    const old = await db.read
      .selectFrom('reaction')
      .select('id')
      .where('shop', '=', shop)
      .where('verdict', '=', verdict)
      .where('settle_at', '<', before)
      .orderBy('settle_at')
      .limit(PAGE)
      .execute();
    const ids = old.map(({ id }) => id);
    if (ids.length > 0) {
      await db.write((trx) => trx.deleteFrom('reaction').where('shop', '=', shop).where('id', 'in', ids).execute());
    }
    return { rows: ids.length, next: ids.length === PAGE ? 'more' : null };
  },
}));
