import { type Clock, DAY } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { STAGES, type Stage } from './rules.ts';

export interface StageLine {
  stage: Stage;
  contacts: number;
  /** contacts that came in minus those that left, in the last days */
  change: number;
}

export interface StageFlow {
  /** null: not known before */
  from: Stage | null;
  to: Stage;
  contacts: number;
}

export interface StageOverview {
  stages: StageLine[];
  flows: StageFlow[];
  days: number;
}

export type StagesService = ReturnType<typeof createStagesService>;

/** The numbers of the Sand-Mill picture. */
export function createStagesService({ db, clock }: { db: Database; clock: Clock }) {
  return {
    async overview(shop: string, days = 30): Promise<StageOverview> {
      const since = clock.now() - days * DAY;
      const counts = await db.read
        .selectFrom('contact')
        .select((eb) => ['stage', eb.fn.countAll<number>().as('contacts')])
        .where('shop', '=', shop)
        .groupBy('stage')
        .execute();
      const moves = await db.read
        .selectFrom('decision')
        .select((eb) => ['before', 'after', eb.fn.countAll<number>().as('contacts')])
        .where('shop', '=', shop)
        .where('kind', '=', 'stage.moved')
        .where('at', '>=', since)
        .groupBy(['before', 'after'])
        .execute();
      const flows = moves.map((move) => ({
        from: move.before as Stage | null,
        to: move.after as Stage,
        contacts: move.contacts,
      }));
      const arrivals = await newVisitors(shop, since);
      const change = (stage: Stage) =>
        flows.reduce(
          (sum, { from, to, contacts }) => sum + (to === stage ? contacts : from === stage ? -contacts : 0),
          0,
        );
      return {
        stages: STAGES.map((stage) => ({
          stage,
          contacts: counts.find((row) => row.stage === stage)?.contacts ?? 0,
          // visitors come without a decision: one for every device that looks in would be most of the table
          change: stage === 'visitor' ? arrivals : change(stage),
        })),
        flows,
        days,
      };
    },
  };

  async function newVisitors(shop: string, since: number): Promise<number> {
    const row = await db.read
      .selectFrom('contact')
      .select((eb) => eb.fn.countAll<number>().as('contacts'))
      .where('shop', '=', shop)
      .where('stage', '=', 'visitor')
      .where('last_seen_at', '>=', since)
      .where('first_seen_at', '>=', since)
      .executeTakeFirstOrThrow();
    return row.contacts;
  }
}
