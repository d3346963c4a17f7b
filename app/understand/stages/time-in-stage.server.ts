import { sql } from 'kysely';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Stage } from './rules.ts';

export interface TimeInStage {
  stage: Stage;
  /** half of those who stand there have done so for as long as this, milliseconds */
  median: number;
}

/** Of a larger shop so many: their ids are hashes, so the first are as good a sample as any. */
const SAMPLE = 20_000;
/** a median of fewer says nothing */
const FEWEST = 5;

/** How long contacts have stood where they stand; stages with a handful of contacts are left out. */
export async function timeInStages(
  { db, clock }: { db: Database; clock: Clock },
  shop: string,
): Promise<TimeInStage[]> {
  const { rows } = await sql<{ stage: string; since: number }>`
    select stage, since from (
      select stage, stage_since as since, row_number() over (partition by stage order by stage_since) as place,
        count(*) over (partition by stage) as people
      from (select stage, stage_since from contact where shop = ${shop} order by id limit ${SAMPLE}) as sampled
      where stage_since is not null
    ) as placed
    where people >= ${FEWEST} and place = (people + 1) / 2`.execute(db.read);
  const now = clock.now();
  return rows.map(({ stage, since }) => ({ stage: stage as Stage, median: Math.max(0, now - Number(since)) }));
}
