import { z } from 'zod';
import { type Clock, DAY } from '../../platform/clock/clock.ts';
import { startOfDay } from '../../platform/clock/zones.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Worker } from '../../platform/work/worker.ts';
import type { Settings } from '../settings/settings.ts';
import { createEraseShop, OF_STRANGERS } from './erase-shop.server.ts';
import { letOldestGo, strangers } from './strangers.server.ts';
import { parseSettings } from '../settings/settings-service.server.ts';

/** One kind of personal data that is let go when its time is over; a wing offers it beside its tables. */
export interface RetentionStep {
  name: string;
  /** how long it is kept, in milliseconds */
  kept(privacy: Settings['privacy']): number;
  /**
   * Lets one small batch go that is older than an instant.
   * @param after where the batch before ended, null at the start
   * @returns how many rows went, and where to go on; `next` null when there is nothing more
   */
  letGo(
    db: Database,
    shop: string,
    before: number,
    after: string | null,
  ): Promise<{ rows: number; next: string | null }>;
}

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  steps: readonly RetentionStep[];
}

const TASK = 'retention';
/** In the shop's night: hours after its midnight. */
const NIGHT_HOUR = 3 * 60 * 60 * 1000;

const cursorSchema = z.object({ step: z.number().int(), after: z.string().nullable(), rows: z.number().int() });
const START = { step: 0, after: null, rows: 0 };

/** Once a night, in small batches. Its row is never `queued`: it is no work that a merchant waits for. */
export function createRetentionWorker({ db, clock, log, steps }: Options): Worker {
  const eraseSlice = createEraseShop(db);

  async function save(shop: string, cursor: string | null, dueAt: number): Promise<void> {
    const row = { cursor, due_at: dueAt, state: 'done', ended_at: clock.now() };
    await db.write((trx: Trx) =>
      trx
        .insertInto('task')
        .values({ shop, id: TASK, kind: TASK, created_at: clock.now(), ...row })
        .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(row))
        .execute(),
    );
  }

  /** A shop without a row has nobody who could look at what still came of it. */
  async function letStrangerGo(shop: string): Promise<number | null> {
    const [stranger] = await strangers(db, shop);
    if (!stranger || stranger.at > clock.now()) return stranger?.at ?? null;
    if (stranger.allAt > clock.now()) {
      await letOldestGo(db, shop, clock.now());
      return (await strangers(db, shop))[0]?.at ?? null;
    }
    const { rows, ended } = await eraseSlice(shop, OF_STRANGERS);
    if (ended) log.info({ shop, rows }, 'what still came of a shop that is not here was let go');
    return ended ? null : clock.now();
  }

  const tonight = (zone: string) => {
    const next = startOfDay(clock.now(), zone, 1) + NIGHT_HOUR;
    return next > clock.now() ? next : clock.now() + DAY;
  };

  return {
    kind: TASK,
    async pending() {
      const rows = await db.read
        .selectFrom('shop')
        .leftJoin('task', (join) => join.onRef('task.shop', '=', 'shop.shop').on('task.id', '=', TASK))
        .select(['shop.shop', 'task.due_at'])
        .execute();
      return [...rows.map((row) => ({ shop: row.shop, at: row.due_at ?? clock.now() })), ...(await strangers(db))];
    },
    async run(shop) {
      const row = await db.read
        .selectFrom('shop')
        .leftJoin('task', (join) => join.onRef('task.shop', '=', 'shop.shop').on('task.id', '=', TASK))
        .select(['shop.timezone', 'shop.settings', 'task.due_at', 'task.cursor'])
        .where('shop.shop', '=', shop)
        .executeTakeFirst();
      if (!row) return letStrangerGo(shop);
      if (row.due_at !== null && row.due_at > clock.now()) return row.due_at;
      const at = row.cursor ? cursorSchema.parse(JSON.parse(row.cursor)) : START;
      const step = steps[at.step];
      if (!step) {
        if (at.rows > 0) {
          await db.scrub();
          log.info({ shop, rows: at.rows }, 'personal data whose time is over was let go');
        }
        const next = tonight(row.timezone);
        await save(shop, null, next);
        return next;
      }
      const before = clock.now() - step.kept(parseSettings(row.settings).privacy);
      const { rows, next } = await step.letGo(db, shop, before, at.after);
      const cursor = { step: next === null ? at.step + 1 : at.step, after: next, rows: at.rows + rows };
      await save(shop, JSON.stringify(cursor), clock.now());
      return clock.now();
    },
  };
}

/** An average month: a bound for keeping, not a date. */
export const MONTH = 30.44 * DAY;
