import { type Clock, DAY, SECOND } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import { AccessDenied } from '../../platform/shopify/admin/access-denied.ts';
import type { Admin } from '../../platform/shopify/admin/admin.server.ts';
import { refuseWhenDenied } from '../../platform/shopify/admin/refuse-when-denied.ts';
import { lookAtBulk, nextLook, startBulk } from '../../platform/shopify/bulk/bulk-operation.server.ts';
import type { BulkResult } from '../../platform/shopify/bulk/bulk-result.server.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import type { Task, TaskHandler, TaskSlice } from '../../platform/work/tasks/task.ts';
import { ALL_ORDERS, type GrantedScopes } from '../../shop/access/granted-scopes.server.ts';
import { listenLock } from '../apply.server.ts';
import { applyBatch } from '../backfill/batch.server.ts';
import { readPage } from '../backfill/pages.server.ts';
import { compare } from './compare.server.ts';
import { readCheckouts } from './read-checkouts.ts';
import { readReconcileCursor, type ReconcileCursor } from './reconcile-cursor.ts';
import { isSweepDue, nextNight, RECONCILED, sinceOf, SWEPT } from './rules.ts';
import { addToRun, runsOf } from './runs.server.ts';
import { forgetSeen, hearGone, noteSeen, SWEEP_DOCUMENTS } from './sweep.server.ts';

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  admin: Admin;
  result: BulkResult;
  scopes: GrantedScopes;
}

type At<Step extends ReconcileCursor['step']> = Extract<ReconcileCursor, { step: Step }>;

const PAGE = 100;
const IDS = 2000;
const MOST_TRIES = 4;
const BUSY_WAIT = 60 * SECOND;
/** A little less than the sixty days that are shown: what lies at the edge is not taken for gone. */
const SHOWN_ORDERS = 59 * DAY;

/**
 * Handler of `reconcile` tasks: reads what changed at Shopify since the last comparison and hears what is missing here or
 * older, on the very path of webhooks; once a week also what is gone there. It never ends: after each comparison it waits
 * for the shop's next night.
 */
export function createReconcileHandler({ db, clock, log, admin, result, scopes }: Options): TaskHandler {
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
    const shopRow = await db.read
      .selectFrom('shop')
      .select('installed_at')
      .where('shop', '=', shop)
      .executeTakeFirstOrThrow();
    const since = sinceOf(ended[0]?.until ?? null, shopRow.installed_at);
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
    const { currency } = await db.read
      .selectFrom('shop')
      .select('currency')
      .where('shop', '=', shop)
      .executeTakeFirstOrThrow();
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
    return sweep ? { step: 'list', run, sweep, kind: SWEPT[0], tries: 0 } : { step: 'end', run, sweep };
  }

  async function list(task: Task, cursor: At<'list'>): Promise<TaskSlice> {
    if (cursor.tries > MOST_TRIES) return go(task, afterSweepOf(cursor));
    const listedAt = clock.now();
    const started = await startBulk(admin(task.shop), SWEEP_DOCUMENTS[cursor.kind]);
    if (started.outcome === 'busy') return go(task, cursor, BUSY_WAIT);
    if (started.outcome === 'refused') return go(task, afterSweepOf(cursor));
    const { operation } = started;
    const listing: ReconcileCursor = { ...cursor, step: 'listing', operation, listedAt, looks: 0, from: 0 };
    return { ...go(task, listing, nextLook(0)), write: (trx) => forgetSeen(trx, task.shop) };
  }

  async function readListed(task: Task, cursor: At<'listing'>): Promise<TaskSlice> {
    const { kind, operation, looks, tries, from, run, sweep } = cursor;
    const state = await lookAtBulk(admin(task.shop), operation);
    if (state.outcome === 'running') return go(task, { ...cursor, looks: looks + 1 }, nextLook(looks + 1));
    const again: ReconcileCursor = { step: 'list', run, sweep, kind, tries: tries + 1 };
    if (state.outcome === 'over') return go(task, again, nextLook(tries));
    // an empty list may be a lost access as well as an empty shop: nothing is concluded from it
    if (state.outcome === 'denied' || state.url === null) return go(task, afterSweepOf(cursor));
    const read = await result.read(state.url, from, IDS);
    if (!read) return go(task, again, nextLook(tries));
    const ids = read.groups.map(({ root }) => legacyId(String(root.id)));
    const next: ReconcileCursor = read.end
      ? { step: 'gone', run, sweep, kind, listedAt: cursor.listedAt }
      : { ...cursor, from: read.next };
    return { ...go(task, next), write: (trx) => noteSeen(trx, task.shop, kind, ids) };
  }

  async function sweep(task: Task, cursor: At<'gone'>): Promise<TaskSlice> {
    const { shop } = task;
    const { kind, listedAt, run } = cursor;
    const all = kind !== 'orders' || (await scopes(shop)).has(ALL_ORDERS);
    return {
      ...go(task, afterSweepOf(cursor)),
      lock: listenLock(shop),
      write: async (trx: Trx) => {
        const placedSince = all ? null : listedAt - SHOWN_ORDERS;
        const gone = await hearGone(trx, shop, { kind, listedAt, placedSince }, clock.now());
        if (gone === null) log.warn({ shop, kind }, 'more than half is missing at Shopify: that is not believed');
        else await addToRun(trx, shop, run, kind, { gone });
        await forgetSeen(trx, shop);
      },
    };
  }

  function afterSweepOf({ run, sweep, kind }: At<'list' | 'listing' | 'gone'>): ReconcileCursor {
    const next = SWEPT[SWEPT.indexOf(kind) + 1];
    return next ? { step: 'list', run, sweep, kind: next, tries: 0 } : { step: 'end', run, sweep };
  }

  async function end(task: Task, { run, sweep }: At<'end'>): Promise<TaskSlice> {
    const { shop } = task;
    const now = clock.now();
    const { timezone } = await db.read
      .selectFrom('shop')
      .select('timezone')
      .where('shop', '=', shop)
      .executeTakeFirstOrThrow();
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

  function go(task: Task, cursor: ReconcileCursor, wait = 0): TaskSlice {
    return {
      cursor: JSON.stringify(cursor),
      doneCount: task.doneCount,
      ended: false,
      ...(wait > 0 && { dueAt: clock.now() + wait }),
    };
  }
}
