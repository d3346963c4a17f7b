// Size and revenue of segments by day of the shop.
import { sql } from 'kysely';
import { inChunks, excluded } from '../../listen/upsert.ts';
import { type Clock, DAY } from '../../platform/clock/clock.ts';
import { startOfDay } from '../../platform/clock/zones.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Nightly } from '../../platform/work/tasks/nightly.server.ts';
import { TaskRefused, type TaskHandler } from '../../platform/work/tasks/task.ts';
import { queueBuild } from './queue-build.server.ts';
import { queueTwin } from './twin-task.server.ts';
import { restsOnCatalogue } from './rules.ts';
import { allSegments } from './store.server.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { type ShopFrame, shopFrame } from '../contacts/shop-frame.server.ts';

/** Closes the day of a shop for its segments, at each midnight. */
export const SEGMENT_DAYS_TASK = {
  id: 'segment-days',
  kind: 'segment-days',
  next: (_shop, zone, now) => startOfDay(now, zone, 1),
} as const satisfies Nightly;

export interface SegmentDay {
  /** YYYY-MM-DD */
  day: string;
  count: number;
  joined: number;
  left: number;
  /** of orders placed that day by who was in it at its end, minor units */
  revenue: number;
}

export type SegmentDays = SegmentDay[];

interface Deps {
  db: Database;
  clock: Clock;
}

/** The last days, each with what stood at its end; a day on which nothing changed has the size of the one before. */
export async function daysOf({ db, clock }: Deps, shop: string, segment: string, count: number): Promise<SegmentDays> {
  const frame = await shopFrame(db.read, shop, clock.now());
  if (!frame) return [];
  const { calendar, today } = frame;
  const rows = await db.read
    .selectFrom('segment_day')
    .select(['day', 'count', 'joined', 'gone', 'revenue'])
    .where('shop', '=', shop)
    .where('segment', '=', segment)
    .orderBy('day', 'desc')
    .limit(count + 1)
    .execute();
  const known = new Map(rows.map((row) => [row.day, row]));
  const first = rows.map(({ day }) => calendar.dayNamed(day) ?? today).toSorted((a, b) => a - b)[0] ?? today;
  const days: SegmentDays = [];
  for (let number = first; number <= today; number++) {
    const day = calendar.name(number);
    const row = known.get(day);
    days.push({
      day,
      count: row?.count ?? days.at(-1)?.count ?? 0,
      joined: row?.joined ?? 0,
      left: row?.gone ?? 0,
      revenue: row?.revenue ?? 0,
    });
  }
  return days.slice(-count);
}

/** Closes the day that has just ended and opens the new one, then waits for the next midnight. */
export function createSegmentDaysHandler({ db, clock }: Deps): TaskHandler {
  return async (task) => {
    const frame = await shopFrame(db.read, task.shop, clock.now());
    if (!frame) throw new TaskRefused('there is no such shop');
    const { calendar, today, zone, now } = frame;
    const closed = calendar.name(today - 1);
    const revenue = await revenueOf(db, frame, today - 1);
    const counts = await countsOf(db, task.shop);
    const next = startOfDay(now, zone, 1);
    return {
      lock: foldLock(task.shop),
      async write(trx) {
        const day = calendar.name(today);
        const rows = [...counts].flatMap(([segment, count]) => [
          { shop: task.shop, segment, day: closed, count, revenue: revenue.get(segment) ?? 0 },
          { shop: task.shop, segment, day, count, revenue: 0 },
        ]);
        // what stood at the day's end was tallied as it came; a day without a change has no row yet
        await inChunks(rows, 5, (some) =>
          trx
            .insertInto('segment_day')
            .values(some)
            .onConflict((conflict) => conflict.columns(['shop', 'segment', 'day']).doUpdateSet(excluded(['revenue'])))
            .execute(),
        );
        for (const segment of await allSegments(trx, task.shop)) {
          if (segment.tag !== null) await queueTwin(trx, task.shop, segment.id, now);
          // nobody tells when these change
          const isAsked =
            segment.kind === 'shopify' || (segment.kind === 'live' && restsOnCatalogue(segment.condition));
          if (segment.state !== 'standing' || !isAsked) continue;
          await queueBuild(trx, task.shop, segment, now, { fresh: false, announce: true });
        }
        // who was held has been let go long ago
        await trx
          .deleteFrom('notice')
          .where('shop', '=', task.shop)
          .where('kind', '=', 'segment_held')
          .where('at', '<', now - DAY)
          .execute();
        // members who were erased or forgotten went without a tally
        for (const [segment, count] of counts) {
          await trx
            .updateTable('segment')
            .set({ count })
            .where('shop', '=', task.shop)
            .where('id', '=', segment)
            .where('building', 'is', null)
            .where('count', '<>', count)
            .execute();
        }
      },
      cursor: closed,
      doneCount: task.doneCount + 1,
      ended: false,
      // a zone that skips a day must not be asked for again at once
      dueAt: next > now ? next : now + DAY,
    };
  };
}

/** What members bought on a day: of orders that count, less what was refunded. */
async function revenueOf(db: Database, { shop, calendar, currency }: ShopFrame, day: number) {
  const { rows } = await sql<{ segment: string; revenue: number }>`
    select segment.id as segment, cast(sum(orders.total - orders.refunded) as bigint) as revenue
    from orders
    join identity on identity.shop = orders.shop and identity.id = orders.identity
    join segment_member on segment_member.shop = identity.shop and segment_member.contact = identity.contact
    join segment on segment.shop = segment_member.shop and segment.id = segment_member.segment
      and segment.generation = segment_member.generation
    where orders.shop = ${shop} and orders.placed_at >= ${calendar.startOf(day)}
      and orders.placed_at < ${calendar.startOf(day + 1)} and orders.counted = 1 and orders.currency = ${currency}
    group by segment.id`.execute(db.read);
  return new Map(rows.map(({ segment, revenue }) => [segment, Number(revenue)]));
}

async function countsOf(db: Database, shop: string): Promise<Map<string, number>> {
  const rows = await db.read
    .selectFrom('segment')
    .leftJoin('segment_member', (join) =>
      join
        .onRef('segment_member.shop', '=', 'segment.shop')
        .onRef('segment_member.segment', '=', 'segment.id')
        .onRef('segment_member.generation', '=', 'segment.generation'),
    )
    .select(({ fn }) => ['segment.id', fn.count<number>('segment_member.contact').as('count')])
    .where('segment.shop', '=', shop)
    .where('segment.removed_at', 'is', null)
    .groupBy('segment.id')
    .execute();
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}
