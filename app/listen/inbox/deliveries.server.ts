import { sql, type Updateable } from 'kysely';
import type { Clock } from '../../platform/clock/clock.ts';
import { DAY } from '../../platform/clock/clock.ts';
import type { Database, Tables } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { inChunks } from '../upsert.ts';

export type DeliveryState = 'queued' | 'done' | 'attention' | 'discarded';

export interface AttentionRow {
  id: string;
  topic: string;
  reason: string;
  receivedAt: number;
  attempts: number;
}

/** Where a page goes on: behind this row. */
export interface AttentionKey {
  receivedAt: number;
  id: string;
}

export interface DeliveriesService {
  counts(shop: string): Promise<Record<DeliveryState, number>>;
  /** deliveries of the last 24 hours by topic, most first */
  topics(shop: string): Promise<{ topic: string; count: number }[]>;
  /** when the oldest delivery that is due came due; null when nothing waits */
  oldestDue(shop: string): Promise<number | null>;
  /** what needs attention, by its reason, most first */
  reasons(shop: string): Promise<{ reason: string; count: number }[]>;
  /** newest first; of one reason only when it is given */
  attention(
    shop: string,
    page: { after?: AttentionKey; limit: number; reason?: string },
  ): Promise<{ rows: AttentionRow[]; next: AttentionKey | null }>;
  /** Queues deliveries that need attention once more. @returns how many */
  replay(shop: string, ids: readonly string[]): Promise<number>;
  /** Gives deliveries up that need attention. @returns how many */
  discard(shop: string, ids: readonly string[]): Promise<number>;
  /** Queues every delivery of one reason once more. @returns how many */
  replayReason(shop: string, reason: string): Promise<number>;
  /** Gives every delivery of one reason up. @returns how many */
  discardReason(shop: string, reason: string): Promise<number>;
  /** Takes a discard back. @returns how many */
  keep(shop: string, ids: readonly string[]): Promise<number>;
}

const AT_ONCE = 500;

interface Options {
  db: Database;
  clock: Clock;
  wake: Wake;
}

export function createDeliveriesService({ db, clock, wake }: Options): DeliveriesService {
  /** Only rows of the one state may be touched: a delivery that is done stays done. */
  async function change(
    shop: string,
    ids: readonly string[],
    from: 'attention' | 'discarded',
    to: Updateable<Tables['inbox']>,
  ): Promise<number> {
    return db.write(async (trx) => {
      let changed = 0;
      await inChunks([...new Set(ids)], 1, async (some) => {
        const rows = await trx
          .updateTable('inbox')
          .set(to)
          .where('shop', '=', shop)
          .where('state', '=', from)
          .where('id', 'in', some)
          .returning('id')
          .execute();
        changed += rows.length;
      });
      return changed;
    });
  }

  /** Some hundred at a time, so that the doors do not wait for thousands. */
  async function changeReason(shop: string, reason: string, to: (ids: readonly string[]) => Promise<number>) {
    let changed = 0;
    for (;;) {
      const rows = await db.read
        .selectFrom('inbox')
        .select('id')
        .where('shop', '=', shop)
        .where('state', '=', 'attention')
        .where('reason', '=', reason)
        .limit(AT_ONCE)
        .execute();
      if (rows.length > 0) changed += await to(rows.map(({ id }) => id));
      if (rows.length < AT_ONCE) return changed;
    }
  }

  async function replay(shop: string, ids: readonly string[]): Promise<number> {
    const now = clock.now();
    const changed = await change(shop, ids, 'attention', {
      state: 'queued',
      due_at: now,
      attempts: 0,
      reason: null,
      done_at: null,
    });
    if (changed > 0) wake('inbox', shop, now);
    return changed;
  }

  const discard = (shop: string, ids: readonly string[]) =>
    change(shop, ids, 'attention', { state: 'discarded', done_at: clock.now() });

  return {
    async reasons(shop) {
      const rows = await db.read
        .selectFrom('inbox')
        .select((eb) => ['reason', eb.fn.countAll<number>().as('count')])
        .where('shop', '=', shop)
        .where('state', '=', 'attention')
        .groupBy('reason')
        .execute();
      return rows
        .map(({ reason, count }) => ({ reason: reason ?? '', count: Number(count) }))
        .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
    },
    async counts(shop) {
      const rows = await db.read
        .selectFrom('inbox')
        .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
        .where('shop', '=', shop)
        .groupBy('state')
        .execute();
      const counts: Record<DeliveryState, number> = { queued: 0, done: 0, attention: 0, discarded: 0 };
      for (const { state, count } of rows) counts[state as DeliveryState] = Number(count);
      return counts;
    },
    async topics(shop) {
      const rows = await db.read
        .selectFrom('inbox')
        .select((eb) => ['topic', eb.fn.countAll<number>().as('count')])
        .where('shop', '=', shop)
        .where('state', 'in', ['queued', 'done', 'attention', 'discarded'])
        .where('received_at', '>', clock.now() - DAY)
        .groupBy('topic')
        .execute();
      return rows
        .map(({ topic, count }) => ({ topic, count: Number(count) }))
        .sort((a, b) => b.count - a.count || (a.topic < b.topic ? -1 : 1));
    },
    async oldestDue(shop) {
      const row = await db.read
        .selectFrom('inbox')
        .select('due_at as at')
        .where('shop', '=', shop)
        .where('state', '=', 'queued')
        .where(sql<number>`due_at + 0`, '<=', clock.now())
        .orderBy('received_at')
        .limit(1)
        .executeTakeFirst();
      return row?.at ?? null;
    },
    async attention(shop, { after, limit, reason }) {
      let query = db.read
        .selectFrom('inbox')
        .select(['id', 'topic', 'reason', 'received_at', 'attempts'])
        .where('shop', '=', shop)
        .where('state', '=', 'attention')
        .orderBy('received_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1);
      if (after) {
        query = query.where((eb) =>
          eb.or([
            eb('received_at', '<', after.receivedAt),
            eb.and([eb('received_at', '=', after.receivedAt), eb('id', '<', after.id)]),
          ]),
        );
      }
      if (reason !== undefined) query = query.where('reason', '=', reason);
      const found = await query.execute();
      const rows = found.slice(0, limit).map((row) => ({
        id: row.id,
        topic: row.topic,
        reason: row.reason ?? '',
        receivedAt: row.received_at,
        attempts: row.attempts,
      }));
      const last = rows.at(-1);
      const more = found.length > limit && last;
      return { rows, next: more ? { receivedAt: last.receivedAt, id: last.id } : null };
    },
    replay,
    discard,
    replayReason: (shop, reason) => changeReason(shop, reason, (ids) => replay(shop, ids)),
    discardReason: (shop, reason) => changeReason(shop, reason, (ids) => discard(shop, ids)),
    keep: (shop, ids) => change(shop, ids, 'discarded', { state: 'attention', done_at: null }),
  };
}
