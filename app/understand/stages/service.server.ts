import { type Clock, DAY } from '../../platform/clock/clock.ts';
import { createCostCache } from '../../platform/cache/by-cost.ts';
import type { Database } from '../../platform/db/db.ts';
import { createStandings, FRESH_DAYS, type StandingsReader } from '../rfm/standing.server.ts';
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

interface Deps {
  db: Database;
  clock: Clock;
  standings?: StandingsReader;
}

const SHOPS_KEPT = 200;

/** The numbers of the Sand-Mill picture. */
export function createStagesService({ db, clock, standings = createStandings({ db, clock }) }: Deps) {
  const moved = createCostCache({ clock, max: SHOPS_KEPT, load: movesOf });

  return {
    /** What stands now and what moved in the last 30 days. */
    async overview(shop: string): Promise<StageOverview> {
      const { stages, freshVisitors } = await standings(shop);
      const flows = await moved.get(shop);
      const change = (stage: Stage) =>
        flows.reduce(
          (total, { from, to, contacts }) => total + (to === stage ? contacts : from === stage ? -contacts : 0),
          0,
        );
      return {
        stages: STAGES.map((stage) => ({
          stage,
          contacts: stages.find((each) => each.stage === stage)?.contacts ?? 0,
          // visitors come without a decision: one for every device that looks in would be most of the table
          change: stage === 'visitor' ? freshVisitors : change(stage),
        })),
        flows,
        days: FRESH_DAYS,
      };
    },
  };

  async function movesOf(shop: string): Promise<StageFlow[]> {
    const moves = await db.read
      .selectFrom('decision')
      .select((eb) => ['before', 'after', eb.fn.countAll<number>().as('contacts')])
      .where('shop', '=', shop)
      .where('kind', '=', 'stage.moved')
      .where('at', '>=', clock.now() - FRESH_DAYS * DAY)
      .groupBy(['before', 'after'])
      .execute();
    return moves.map((move) => ({
      from: move.before as Stage | null,
      to: move.after as Stage,
      contacts: move.contacts,
    }));
  }
}
