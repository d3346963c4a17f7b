import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Condition } from './condition.ts';
import { endOfStretch } from './end-of-stretch.server.ts';
import { type Estimate, estimated } from './estimate.ts';
import { holdingContacts } from './holding-contacts.server.ts';

/** Contacts that are counted before others have their turn: SQLite answers on the thread that answers everybody. */
const STRETCH = { first: 1000, most: 20_000 };
const STRETCH_MS = 30;
/** Whoever edits a condition waits no longer: what is not counted by then is reckoned. */
const BUDGET_MS = 600;
const SAMPLE = 10;

export interface Counted {
  /** reckoned where `about` says so */
  count: number;
  /** when time was up before all were looked at: between which it is, 19 times of 20 */
  about: (Omit<Estimate, 'count'> & { looked: number }) | null;
  /** contacts of the shop, whatever is asked */
  of: number;
  /** the first ten of them by id, which is as good as drawn by lot */
  sample: string[];
}

export type ConditionCounter = ReturnType<typeof createConditionCounter>;

interface Deps {
  db: Database;
  clock: Clock;
  stretch?: { first: number; most: number };
  budgetMs?: number;
}

export function createConditionCounter({ db, clock, stretch = STRETCH, budgetMs = BUDGET_MS }: Deps) {
  return {
    /**
     * For how many contacts of a shop a condition holds. Ids are hashes: the first so many of them are as good as drawn by
     * lot, and each time the same.
     * @param signal whoever asked no longer wants to know: what is left is not counted
     * @throws the signal's reason, once it is given
     */
    async count(shop: string, condition: Condition, signal?: AbortSignal): Promise<Counted> {
      const started = performance.now();
      const row = await db.read.selectFrom('shop').select('timezone').where('shop', '=', shop).executeTakeFirst();
      const moment = { now: clock.now(), zone: row?.timezone ?? 'UTC' };
      const of = await contactsOf(db, shop);
      const sample: string[] = [];
      let [held, looked, size] = [0, 0, stretch.first];
      for (let after: string | null = null; ;) {
        const begun = performance.now();
        const until: string | null = await endOfStretch(db, shop, after, size);
        const holding = holdingContacts(shop, condition, moment, { after, until });
        if (sample.length < SAMPLE) {
          // few hold so far: to name them costs no more than to count them
          const { rows } = await sql<{ id: string }>`${holding} order by contact.id`.execute(db.read);
          held += rows.length;
          sample.push(...rows.slice(0, SAMPLE - sample.length).map(({ id }) => id));
        } else {
          const { rows } = await sql<{ count: number }>`select count(*) as count from (${holding}) as held`.execute(
            db.read,
          );
          held += rows[0]?.count ?? 0;
        }
        if (until === null) return { count: held, about: null, of, sample };
        looked += size;
        const now = performance.now();
        if (now - started >= budgetMs) {
          const { count, ...between } = estimated(held, looked, Math.max(of, looked));
          return { count, about: { ...between, looked }, of, sample };
        }
        size = Math.max(1, Math.min(stretch.most, Math.round((size * STRETCH_MS) / Math.max(1, now - begun))));
        after = until;
        await setImmediate();
        signal?.throwIfAborted();
      }
    },
  };
}

async function contactsOf(db: Database, shop: string): Promise<number> {
  const row = await db.read
    .selectFrom('contact')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('shop', '=', shop)
    .executeTakeFirst();
  return row?.count ?? 0;
}
