import { type Clock, DAY, SECOND } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import { AccessDenied } from '../../platform/shopify/admin/access-denied.ts';
import type { Admin } from '../../platform/shopify/admin/admin.server.ts';
import { refuseWhenDenied } from '../../platform/shopify/admin/refuse-when-denied.ts';
import { type BulkStart, lookAtBulk, nextLook, startBulk } from '../../platform/shopify/bulk/bulk-operation.server.ts';
import type { BulkResult } from '../../platform/shopify/bulk/bulk-result.server.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import type { Task, TaskHandler, TaskSlice } from '../../platform/work/tasks/task.ts';
import { ALL_ORDERS, type GrantedScopes } from '../../shop/access/granted-scopes.server.ts';
import { listenLock } from '../apply.server.ts';
import { applyBatch } from '../backfill/batch.server.ts';
import { batchOf } from '../backfill/from-bulk.ts';
import { readPage } from '../backfill/pages.server.ts';
import { compare } from './compare.server.ts';
import { readCheckouts } from './read-checkouts.ts';
import { readReconcileCursor, type ReconcileCursor } from './reconcile-cursor.ts';
import { isSweepDue, listedAfter, nextNight, RECONCILED, sinceOf, type Swept } from './rules.ts';
import { addToRun, runsOf } from './runs.server.ts';
import {
  forgetSomeSeen,
  hasSeen,
  hearGone,
  isBelievable,
  nextStretch,
  noteSeen,
  SWEEP_DOCUMENTS,
  type Sweep,
} from './sweep.server.ts';

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  admin: Admin;
  result: BulkResult;
  scopes: GrantedScopes;
  /** how much of what is gone is told in one transaction */
  goneAtATime?: number;
}

type At<Step extends ReconcileCursor['step']> = Extract<ReconcileCursor, { step: Step }>;

const PAGE = 100;
/** Of what is listed, read in a slice: ids, or collections with all their products. */
const IDS = 2000;
const COLLECTIONS = 10;
const MOST_TRIES = 4;
const BUSY_WAIT = 60 * SECOND;
/** A little less than the sixty days that are shown: what lies at the edge is not taken for gone. */
const SHOWN_ORDERS = 59 * DAY;

/**
 * Handler of `reconcile` tasks: reads what changed at Shopify since the last comparison and hears what is missing here or
 * older, on the very path of webhooks; once a week also what is gone there. It never ends: after each comparison it waits
 * for the shop's next night.
 */
export function createReconcileHandler({
  db,
  clock,
  log,
  admin,
  result,
  scopes,
  goneAtATime = 100,
}: Options): TaskHandler {
  return refuseWhenDenied(async (task) => {
    const cursor = readReconcileCursor(task.cursor);
    if (!cursor) return begin(task);
    switch (cursor.step) {
      case 'changes':
        return readChanges(task, cursor);
      case 'list':
        return list(task, cursor);
      case 'listing':
        return readListed(task, cursor);
      case 'gone':
        return sweep(task, cursor);
      case 'clear':
        return clear(task, cursor);
      case 'end':
        return end(task, cursor);
      default:
        return cursor satisfies never;
    }
  });

  async function begin(task: Task): Promise<TaskSlice> {
    const { shop } = task;
    const now = clock.now();
    const runs = await runsOf(db.read, shop, 60);
    const ended = runs.filter((run) => run.ended_at !== null);
    const swept = ended.find((run) => run.swept === 1);
    const { installed_at } = await shopRow(shop);
    const since = sinceOf(ended[0]?.until ?? null, installed_at);
    const due = isSweepDue(swept?.started_at ?? null, now);
    const run = String(now);
    return {
      ...go(task, { step: 'changes', run, sweep: due, kind: RECONCILED[0], since, after: null, size: PAGE }),
      doneCount: 0,
      totalCount: null,
      write: async (trx) => {
        const row = { shop, id: run, since, until: now, started_at: now };
        await trx
          .insertInto('reconcile_run')
          .values(row)
          .onConflict((conflict) => conflict.columns(['shop', 'id']).doNothing())
          .execute();
        await trx
          .deleteFrom('reconcile_run')
          .where('shop', '=', shop)
          .where('started_at', '<', now - 90 * DAY)
          .execute();
      },
    };
  }

  async function readChanges(task: Task, cursor: At<'changes'>): Promise<TaskSlice> {
    const { shop } = task;
    const { kind, run, since } = cursor;
    const asked = { client: admin(shop), after: cursor.after, size: cursor.size, since, toldAt: clock.now() };
    const { currency } = await shopRow(shop);
    try {
      const { batch, next, size } =
        kind === 'checkouts'
          ? await readCheckouts(asked)
          : await readPage(kind, { ...asked, currency, history: false });
      return {
        ...go(task, next === null ? following(cursor) : { ...cursor, after: next, size }),
        doneCount: task.doneCount + batch.count,
        lock: listenLock(shop),
        write: async (trx) => {
          const found = await compare(trx, shop, kind, batch);
          await applyBatch(trx, shop, found.batch, clock.now());
          await addToRun(trx, shop, run, kind, found);
        },
      };
    } catch (error) {
      // one kind without access does not keep the others from being compared
      if (!(error instanceof AccessDenied) || kind === 'orders') throw error;
      log.info({ shop, kind }, 'not compared with Shopify: the app has no access');
      return go(task, following(cursor));
    }
  }

  function following({ run, sweep, kind, since }: At<'changes'>): ReconcileCursor {
    const next = RECONCILED[RECONCILED.indexOf(kind) + 1];
    if (next) return { step: 'changes', run, sweep, kind: next, since, after: null, size: PAGE };
    return listNext(null, { run, sweep });
  }

  function listNext(kind: Swept | null, { run, sweep }: { run: string; sweep: boolean }): ReconcileCursor {
    const next = listedAfter(kind, sweep);
    return next ? { step: 'list', run, sweep, kind: next, tries: 0 } : { step: 'end', run, sweep };
  }

  async function list(task: Task, cursor: At<'list'>): Promise<TaskSlice> {
    if (cursor.tries > MOST_TRIES) return go(task, listNext(cursor.kind, cursor));
    // of a list that was not read to its end
    if (await hasSeen(db.read, task.shop)) {
      return { ...go(task, cursor), write: (trx) => forgetSomeSeen(trx, task.shop) };
    }
    const listedAt = clock.now();
    const started = await startListing(task.shop, cursor.kind);
    if (started.outcome === 'busy') return go(task, cursor, BUSY_WAIT);
    if (started.outcome === 'refused') return go(task, listNext(cursor.kind, cursor));
    const { operation } = started;
    const listing: ReconcileCursor = { ...cursor, step: 'listing', operation, listedAt, looks: 0, from: 0 };
    return go(task, listing, nextLook(0));
  }

  /** One kind without access does not keep the others from being listed. */
  async function startListing(shop: string, kind: Swept): Promise<BulkStart> {
    try {
      return await startBulk(admin(shop), SWEEP_DOCUMENTS[kind]);
    } catch (error) {
      if (!(error instanceof AccessDenied)) throw error;
      return { outcome: 'refused', message: error.message };
    }
  }

  async function readListed(task: Task, cursor: At<'listing'>): Promise<TaskSlice> {
    const { kind, operation, looks, tries, from, run, sweep } = cursor;
    const state = await lookAtBulk(admin(task.shop), operation);
    if (state.outcome === 'running') return go(task, { ...cursor, looks: looks + 1 }, nextLook(looks + 1));
    const again: ReconcileCursor = { step: 'list', run, sweep, kind, tries: tries + 1 };
    if (state.outcome === 'over') return go(task, again, nextLook(tries));
    // an empty list may be a lost access as well as an empty shop: nothing is concluded from it
    if (state.outcome === 'denied' || state.url === null) return go(task, listNext(kind, cursor));
    const read = await result.read(state.url, from, kind === 'collections' ? COLLECTIONS : IDS);
    if (!read) return go(task, again, nextLook(tries));
    const ids = read.groups.map(({ root }) => legacyId(String(root.id)));
    const next: ReconcileCursor = read.end
      ? { step: 'gone', run, sweep, kind, listedAt: cursor.listedAt, telling: false, after: '', known: 0, gone: 0 }
      : { ...cursor, from: read.next };
    if (kind !== 'collections') return { ...go(task, next), write: (trx) => noteSeen(trx, task.shop, kind, ids) };
    const { currency } = await shopRow(task.shop);
    const batch = batchOf(kind, read.groups, { currency, history: false, toldAt: cursor.listedAt });
    return {
      ...go(task, next),
      lock: listenLock(task.shop),
      write: async (trx) => {
        await noteSeen(trx, task.shop, kind, ids);
        const { missing, outdated, changed, ...found } = await compare(trx, task.shop, kind, batch);
        const moved = await applyBatch(trx, task.shop, found.batch, clock.now());
        const others = moved.filter((id) => !changed.has(id)).length;
        await addToRun(trx, task.shop, run, kind, { missing, outdated: outdated + others });
      },
    };
  }

  async function sweep(task: Task, cursor: At<'gone'>): Promise<TaskSlice> {
    const { shop } = task;
    const { kind, listedAt, run, after, telling } = cursor;
    const all = kind !== 'orders' || (await scopes(shop)).has(ALL_ORDERS);
    const swept: Sweep = { kind, listedAt, placedSince: all ? null : listedAt - SHOWN_ORDERS };
    const { known, gone, last } = await nextStretch(db.read, shop, swept, after);
    const clear: ReconcileCursor = { step: 'clear', run, sweep: cursor.sweep, kind };
    if (!telling) {
      const counted = { known: cursor.known + known, gone: cursor.gone + gone.length };
      if (last !== null) return go(task, { ...cursor, ...counted, after: last });
      if (counted.gone === 0) return { ...go(task, clear), write: (trx) => addToRun(trx, shop, run, kind, {}) };
      if (isBelievable(counted)) return go(task, { ...cursor, telling: true, after: '' });
      log.warn({ shop, kind }, 'more than half is missing at Shopify: that is not believed');
      return go(task, clear);
    }
    const ids = gone.slice(0, goneAtATime);
    const upTo = ids.length < gone.length ? (ids.at(-1) ?? null) : last;
    return {
      ...go(task, upTo === null ? clear : { ...cursor, after: upTo }),
      lock: listenLock(shop),
      write: async (trx: Trx) => {
        const heard = await hearGone(trx, shop, swept, ids, clock.now());
        await addToRun(trx, shop, run, kind, { gone: heard });
      },
    };
  }

  async function clear(task: Task, cursor: At<'clear'>): Promise<TaskSlice> {
    if (!(await hasSeen(db.read, task.shop))) return go(task, listNext(cursor.kind, cursor));
    return { ...go(task, cursor), write: (trx) => forgetSomeSeen(trx, task.shop) };
  }

  async function end(task: Task, { run, sweep }: At<'end'>): Promise<TaskSlice> {
    const { shop } = task;
    const now = clock.now();
    const { timezone } = await shopRow(shop);
    return {
      cursor: null,
      doneCount: task.doneCount,
      ended: false,
      dueAt: nextNight(shop, timezone, now),
      write: async (trx) => {
        await trx
          .updateTable('reconcile_run')
          .set({ ended_at: now, swept: sweep ? 1 : 0 })
          .where('shop', '=', shop)
          .where('id', '=', run)
          .execute();
      },
    };
  }

  function shopRow(shop: string) {
    return db.read
      .selectFrom('shop')
      .select(['currency', 'timezone', 'installed_at'])
      .where('shop', '=', shop)
      .executeTakeFirstOrThrow();
  }

  function go(task: Task, cursor: ReconcileCursor, wait = 0): TaskSlice {
    return {
      cursor: JSON.stringify(cursor),
      doneCount: task.doneCount,
      ended: false,
      ...(wait > 0 && { dueAt: clock.now() + wait }),
    };
  }
}
