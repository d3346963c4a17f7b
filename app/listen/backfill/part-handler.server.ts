import { type Clock, SECOND } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import { AccessDenied } from '../../platform/shopify/admin/access-denied.ts';
import type { Admin, AdminClient } from '../../platform/shopify/admin/admin.server.ts';
import { refuseWhenDenied } from '../../platform/shopify/admin/refuse-when-denied.ts';
import { lookAtBulk, nextLook, startBulk } from '../../platform/shopify/bulk/bulk-operation.server.ts';
import type { BulkResult } from '../../platform/shopify/bulk/bulk-result.server.ts';
import type { Task, TaskHandler, TaskSlice } from '../../platform/work/tasks/task.ts';
import { ALL_ORDERS, type GrantedScopes } from '../../shop/access/granted-scopes.server.ts';
import type { NoticesService } from '../../shop/install/notices.server.ts';
import { listenLock } from '../apply.server.ts';
import { applyBatch, type Batch } from './batch.server.ts';
import { BULK_DOCUMENTS, batchOf } from './from-bulk.ts';
import { LARGEST_PAGE, readPage } from './pages.server.ts';
import { type PartCursor, readCursor } from './part-cursor.ts';
import { type Part, partOfTask, PARTS, partTaskId } from './parts.ts';

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  admin: Admin;
  result: BulkResult;
  scopes: GrantedScopes;
  notices: Pick<NoticesService, 'tell' | 'end'>;
}

/** Records of a transaction: short enough for the doors that wait for it on SQLite. A collection brings all its products. */
const BATCH = 250;
const COLLECTIONS = 10;
/** An operation that failed so often is not tried a further time: the pages are slower, and do not time out. */
const MOST_RESTARTS = 3;
const BUSY_WAIT = 30 * SECOND;
const TURN_WAIT = 2 * SECOND;

type Reading = { client: AdminClient; task: Task; part: Part };

/**
 * Handler of `history-part` tasks: has Shopify write one part of a shop's history into a file and reads that, some
 * records at a time. What a slice writes and how far it has come are one transaction, so that a crash anywhere costs one
 * slice at most; reading all of it again changes nothing, and its facts start no journey.
 */
export function createPartHandler({ db, clock, log, admin, result, scopes, notices }: Options): TaskHandler {
  /** the address of a result; forgotten ones are asked for again */
  const addresses = new Map<string, string>();

  return refuseWhenDenied(async (task) => {
    const part = partOfTask(task.id);
    const reading: Reading = { client: admin(task.shop), task, part };
    const cursor = readCursor(task.cursor);
    try {
      switch (cursor.step) {
        case 'start':
          return await start(reading, cursor);
        case 'running':
          return await look(reading, cursor);
        case 'reading':
          return await read(reading, cursor);
        case 'pages':
          return await readOnePage(reading, cursor);
        default:
          return cursor satisfies never;
      }
    } catch (error) {
      // articles are a help, not a need: a shop that granted no access to them is complete without
      if (part === 'articles' && error instanceof AccessDenied) return ended(task, error.message);
      throw error;
    }
  });

  async function start({ client, task, part }: Reading, cursor: PartCursor & { step: 'start' }): Promise<TaskSlice> {
    // one record asked for in the usual way: a field that is withheld, or all of it, is told here and not in a file
    const startedAt = clock.now();
    const currency = await currencyOf(task.shop);
    await readPage(part, { client, after: null, size: 1, currency, history: true, toldAt: startedAt });
    if (part === 'orders') await tellWhatIsShown(task.shop);
    if (cursor.restarts > MOST_RESTARTS) return go(task, FIRST_PAGE);
    const started = await startBulk(client, BULK_DOCUMENTS[part]);
    switch (started.outcome) {
      case 'started':
        return go(
          task,
          { ...cursor, step: 'running', operation: started.operation, startedAt, looks: 0, found: 0 },
          nextLook(0),
        );
      case 'busy':
        return go(task, cursor, BUSY_WAIT);
      case 'refused':
        log.warn({ shop: task.shop, part, reason: started.message }, 'no bulk operation: the history is read by pages');
        return go(task, FIRST_PAGE);
      default:
        return started satisfies never;
    }
  }

  async function look({ client, task, part }: Reading, cursor: PartCursor & { step: 'running' }): Promise<TaskSlice> {
    const { operation, startedAt, looks, restarts } = cursor;
    const state = await lookAtBulk(client, operation);
    switch (state.outcome) {
      case 'running':
        return go(task, { ...cursor, looks: looks + 1, found: state.found }, nextLook(looks + 1));
      case 'done':
        if (state.url === null) return ended(task);
        addresses.set(operation, state.url);
        return { ...go(task, { step: 'reading', operation, startedAt, from: 0, restarts }), totalCount: state.found };
      case 'denied':
        // pages come with what is allowed, and say what is not
        return go(task, FIRST_PAGE);
      case 'over':
        return restart(task, part, restarts);
      default:
        return state satisfies never;
    }
  }

  async function read({ client, task, part }: Reading, cursor: PartCursor & { step: 'reading' }): Promise<TaskSlice> {
    const wait = await untilMyTurn(task.shop, part);
    if (wait > 0) return go(task, cursor, wait);
    const { operation, from } = cursor;
    let url = addresses.get(operation);
    if (url === undefined) {
      const state = await lookAtBulk(client, operation);
      if (state.outcome !== 'done' || state.url === null) return restart(task, part, cursor.restarts);
      url = state.url;
      addresses.set(operation, url);
    }
    const read = await result.read(url, from, part === 'collections' ? COLLECTIONS : BATCH);
    if (!read) {
      // signed addresses end: the operation may have another one, and if not it is started anew
      addresses.delete(operation);
      const state = await lookAtBulk(client, operation);
      if (state.outcome !== 'done' || state.url === null || state.url === url) {
        return restart(task, part, cursor.restarts);
      }
      return go(task, cursor);
    }
    if (read.end) addresses.delete(operation);
    const currency = await currencyOf(task.shop);
    const batch = batchOf(part, read.groups, { currency, history: true, toldAt: cursor.startedAt });
    return { ...go(task, { ...cursor, from: read.next }), ...written(task, batch), ended: read.end };
  }

  async function readOnePage({ client, task, part }: Reading, cursor: PartCursor & { step: 'pages' }) {
    const wait = await untilMyTurn(task.shop, part);
    if (wait > 0) return go(task, cursor, wait);
    const currency = await currencyOf(task.shop);
    const { batch, next, size } = await readPage(part, {
      ...cursor,
      client,
      currency,
      history: true,
      toldAt: clock.now(),
    });
    return { ...go(task, { step: 'pages', after: next, size }), ...written(task, batch), ended: next === null };
  }

  function written(task: Task, batch: Batch) {
    return {
      doneCount: task.doneCount + batch.count,
      lock: listenLock(task.shop),
      write: async (trx: Trx) => {
        await applyBatch(trx, task.shop, batch, clock.now());
      },
    };
  }

  function go(task: Task, cursor: PartCursor, wait = 0): TaskSlice {
    return {
      cursor: JSON.stringify(cursor),
      doneCount: cursor.step === 'start' || cursor.step === 'running' ? 0 : task.doneCount,
      ended: false,
      ...(wait > 0 && { dueAt: clock.now() + wait }),
    };
  }

  function ended(task: Task, reason?: string): TaskSlice {
    return { cursor: task.cursor, doneCount: task.doneCount, ended: true, ...(reason !== undefined && { reason }) };
  }

  function restart(task: Task, part: Part, restarts: number): TaskSlice {
    log.info({ shop: task.shop, part, restarts }, 'a bulk operation is over without a result: another one is started');
    return { ...go(task, { step: 'start', restarts: restarts + 1 }, nextLook(restarts)), doneCount: 0 };
  }

  /** Parts are applied one after the other, whichever file is ready first: how long until those before have ended? */
  async function untilMyTurn(shop: string, part: Part): Promise<number> {
    const before = PARTS.slice(0, PARTS.indexOf(part)).map(partTaskId);
    if (before.length === 0) return 0;
    const first = await db.read
      .selectFrom('task')
      .select('due_at')
      .where('shop', '=', shop)
      .where('id', 'in', before)
      .where('state', '=', 'queued')
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst();
    return first ? Math.max(TURN_WAIT, first.due_at - clock.now()) : 0;
  }

  /** Without `read_all_orders` there is no error, only fewer orders: the merchant has to be told. */
  async function tellWhatIsShown(shop: string): Promise<void> {
    if ((await scopes(shop)).has(ALL_ORDERS)) await notices.end(shop, 'orders_60_days');
    else await notices.tell(shop, 'orders_60_days');
  }

  async function currencyOf(shop: string): Promise<string> {
    const query = db.read.selectFrom('shop').select('currency').where('shop', '=', shop);
    return (await query.executeTakeFirstOrThrow()).currency;
  }
}

const FIRST_PAGE: PartCursor = { step: 'pages', after: null, size: LARGEST_PAGE };
