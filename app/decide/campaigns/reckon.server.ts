// Who would get a campaign, and who would not and why, reckoned while it is edited: the same SQL by which it is frozen.
import { sql } from 'kysely';
import type { Database } from '../../platform/db/db.ts';
import { audienceSql, endOfStretch, type LeftOut, readAudience, reasonSql } from './audience-sql.server.ts';
import type { Plan } from './plan.ts';

export interface Reckoned {
  treated: number;
  leftOut: { reason: LeftOut; count: number }[];
  /** null: everybody was counted; else so many members were looked at before time was up, and there are more */
  looked: number | null;
}

const STRETCH = 20_000;
/** Whoever edits waits no longer. */
const BUDGET_MS = 700;

export type ReckonAudience = ReturnType<typeof createReckonAudience>;

export function createReckonAudience({ db, budgetMs = BUDGET_MS }: { db: Database; budgetMs?: number }) {
  /** @returns null while a segment that it names has no members yet */
  return async (shop: string, plan: Plan, channel = 'email'): Promise<Reckoned | null> => {
    const audience = await readAudience(db.read, shop, plan);
    if (!audience) return null;
    if (audience.include.length === 0 && !audience.resend) return { treated: 0, leftOut: [], looked: null };
    const started = performance.now();
    const sums = new Map<LeftOut | null, number>();
    let looked = 0;
    for (let after = ''; ;) {
      const until = await endOfStretch(db.read, shop, audience, after, STRETCH);
      // those held out are drawn when it is frozen, by the campaign's own lot; here they are a share
      const { rows } = await sql<{ reason: LeftOut | null; count: number }>`select reason, count(*) as count
        from (select ${reasonSql(shop, { channel, resend: plan.resend })} as reason
          ${audienceSql(shop, audience, { after, until })}) as who group by reason`.execute(db.read);
      for (const { reason, count } of rows) sums.set(reason, (sums.get(reason) ?? 0) + Number(count));
      if (until === null) return reckoned(sums, plan.holdout, null);
      looked += STRETCH;
      if (performance.now() - started > budgetMs) return reckoned(sums, plan.holdout, looked);
      after = until;
    }
  };
}

function reckoned(sums: ReadonlyMap<LeftOut | null, number>, holdout: number, looked: number | null): Reckoned {
  const may = sums.get(null) ?? 0;
  const heldOut = Math.round((may * holdout) / 1000);
  const leftOut = [...sums].flatMap(([reason, count]) => (reason === null ? [] : [{ reason, count }]));
  if (heldOut > 0) leftOut.push({ reason: 'held_out', count: heldOut });
  return { treated: may - heldOut, leftOut, looked };
}
