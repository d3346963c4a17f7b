import { sql } from 'kysely';
import type { Database } from '../platform/db/db.ts';

/** A queue as long as this is in trouble anyway; counting the rest of it would only add to that. */
const COUNTED = 100_000;

const QUEUES = [
  ['inbox', ['queued', 'attention']],
  ['message', ['queued', 'claimed', 'submitting', 'unknown', 'refused']],
  ['enrolment', ['waiting', 'attention']],
  ['task', ['queued', 'attention']],
] as const;

/** Rows of every queue that are not done yet, shop by shop through its index. */
export async function queueDepths(db: Database): Promise<{ queue: string; state: string; rows: number }[]> {
  const depths: { queue: string; state: string; rows: number }[] = [];
  for (const [queue, states] of QUEUES) {
    for (const state of states) {
      const { rows } = await sql<{ rows: number | null }>`
        select sum((
          select count(*) from (
            select 1 as one from ${sql.table(queue)} as entry where entry.shop = shop.shop and entry.state = ${state}
            limit ${sql.lit(COUNTED)}
          ) as counted
        )) as rows from shop`.execute(db.read);
      depths.push({ queue, state, rows: Number(rows[0]?.rows ?? 0) });
    }
  }
  return depths;
}
