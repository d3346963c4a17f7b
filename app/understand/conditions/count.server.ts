import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Condition } from './condition.ts';
import { toSql } from './to-sql.server.ts';

/** Contacts that are counted before others have their turn: SQLite answers on the thread that answers everybody. */
const CONTACTS_A_STRETCH = 10_000;
const SAMPLE = 10;

export interface Counted {
  count: number;
  /** contacts of the shop, whatever is asked */
  of: number;
  /** the first ten of them by id, which is as good as drawn by lot */
  sample: string[];
}

export type ConditionCounter = ReturnType<typeof createConditionCounter>;

interface Deps {
  db: Database;
  clock: Clock;
  stretch?: number;
}

export function createConditionCounter({ db, clock, stretch = CONTACTS_A_STRETCH }: Deps) {
  return {
    /**
     * For how many contacts of a shop a condition holds.
     * @param signal whoever asked no longer wants to know: what is left is not counted
     * @throws the signal's reason, once it is given
     */
    async count(shop: string, condition: Condition, signal?: AbortSignal): Promise<Counted> {
      const row = await db.read.selectFrom('shop').select('timezone').where('shop', '=', shop).executeTakeFirst();
      const moment = { now: clock.now(), zone: row?.timezone ?? 'UTC' };
      const counted: Counted = { count: 0, of: 0, sample: [] };
      let after: string | null = null;
      for (;;) {
        const { until, size } = await nextStretch(db, shop, after, stretch);
        // each on its own: of so few SQLite thinks too little to index what was counted for all
        const holding = sql<{ id: string }>`select contact.id as id from contact where contact.shop = ${shop}
          and contact.id > ${after ?? ''}${until === null ? sql`` : sql` and contact.id <= ${until}`}
          and ${toSql(condition, moment)}`;
        const wanted = SAMPLE - counted.sample.length;
        if (wanted > 0) {
          const first = await sql<{ id: string }>`${holding} order by id limit ${wanted}`.execute(db.read);
          counted.sample.push(...first.rows.map(({ id }) => id));
        }
        const { rows } = await sql<{ count: number }>`select count(*) as count from (${holding}) as held`.execute(
          db.read,
        );
        counted.count += rows[0]?.count ?? 0;
        counted.of += size;
        if (until === null) return counted;
        after = until;
        await setImmediate();
        signal?.throwIfAborted();
      }
    },
  };
}

/** The last contact of the next stretch, null when it is the last stretch; and how many are in it. */
async function nextStretch(db: Database, shop: string, after: string | null, most: number) {
  const { rows } = await sql<{ last: string | null; size: number }>`
    select max(stretch.id) as last, count(*) as size from (select id from contact
      where shop = ${shop} and id > ${after ?? ''} order by id limit ${most}) as stretch`.execute(db.read);
  const size = rows[0]?.size ?? 0;
  return { until: size < most ? null : (rows[0]?.last ?? null), size };
}
