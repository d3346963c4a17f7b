import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Reader } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { conclude } from '../conclude.server.ts';
import { foldLock } from '../contacts/fold.server.ts';
import type { Stage } from './rules.ts';

export type StagesByHand = ReturnType<typeof createStagesByHand>;

/** A person's word on where somebody stands: it holds until it is taken back. */
export function createStagesByHand({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }) {
  async function put(shop: string, contact: string, to: Stage | null, told: { who: string; note: string }) {
    const now = clock.now();
    await db.write(
      async (trx) => {
        const row = await trx
          .selectFrom('contact')
          .select(['stage', 'stage_by'])
          .where('shop', '=', shop)
          .where('id', '=', contact)
          .executeTakeFirst();
        if (!row || (to === null && row.stage_by === 'rule')) return;
        const stage = to ?? row.stage;
        await trx
          .updateTable('contact')
          .set({
            stage,
            stage_by: to === null ? 'rule' : 'hand',
            ...(stage !== row.stage && { stage_since: now }),
            updated_at: now,
          })
          .where('shop', '=', shop)
          .where('id', '=', contact)
          .execute();
        if (stage !== row.stage) {
          const moved = { contact, kind: 'stage.moved', before: row.stage, after: stage } as const;
          await conclude(trx, { shop, now }, [{ ...moved, reason: { by: 'hand', ...told } }]);
        }
        await markForAppraisal(trx, shop, new Map([[contact, new Set<Change>(['field:stage', 'live'])]]), now);
      },
      { lock: foldLock(shop) },
    );
    wake('appraise', shop, now);
  }

  return {
    /** @param told who says so, and why */
    set: (shop: string, contact: string, stage: Stage, told: { who: string; note: string }) =>
      put(shop, contact, stage, told),
    /** The shop's rules decide again. */
    release: (shop: string, contact: string, who: string) => put(shop, contact, null, { who, note: '' }),
  };
}

export interface StageMove {
  at: number;
  from: Stage | null;
  to: Stage;
  by: 'rule' | 'hand';
  note: string;
  /** which conditions held; null when orders or handles alone decided */
  held: { mql: boolean; sql: boolean; unqualified: boolean } | null;
}

const MOST_MOVES = 50;

/** How somebody came to stand there, latest first. */
export async function stageHistory(reader: Reader, shop: string, contact: string): Promise<StageMove[]> {
  const rows = await reader
    .selectFrom('decision')
    .select(['at', 'before', 'after', 'reason'])
    .where('shop', '=', shop)
    .where('contact', '=', contact)
    .where('kind', '=', 'stage.moved')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_MOVES)
    .execute();
  return rows.map(({ at, before, after, reason }) => {
    const told = JSON.parse(reason) as {
      by?: string;
      note?: string;
      mql?: boolean;
      sql?: boolean;
      unqualified?: boolean;
    };
    return {
      at,
      from: before as Stage | null,
      to: after as Stage,
      by: told.by === 'hand' ? 'hand' : 'rule',
      note: told.note ?? '',
      held:
        told.by === 'rule'
          ? { mql: told.mql === true, sql: told.sql === true, unqualified: told.unqualified === true }
          : null,
    };
  });
}
