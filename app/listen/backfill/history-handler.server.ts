import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Admin, AdminClient } from '../../platform/shopify/admin/admin.server.ts';
import { QueryTooCostly } from '../../platform/shopify/admin/query-too-costly.ts';
import { refuseWhenDenied } from '../../platform/shopify/admin/refuse-when-denied.ts';
import { HistoryCountsDocument } from '../../platform/shopify/generated/graphql.ts';
import type { Task, TaskHandler, TaskSlice } from '../../platform/work/tasks/task.ts';
import { applyHeard, listenLock } from '../apply.server.ts';
import { forgetImported } from '../imports/forget-imported.ts';
import { type HistoryPage, type Part, PARTS, readPage } from './pages.server.ts';

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  admin: Admin;
}

/** Shopify's own limit of a page; smaller when a page of that many would cost too much. */
const LARGEST_PAGE = 250;

const cursorSchema = z.object({
  part: z.enum(PARTS),
  after: z.string().nullable(),
  /** nodes of a page; halved when Shopify says that a page costs too much */
  size: z.number().int().min(1).max(LARGEST_PAGE),
});
type Cursor = z.infer<typeof cursorSchema>;

const START: Cursor = { part: PARTS[0], after: null, size: LARGEST_PAGE };

/**
 * Handler of `history` tasks: reads what a shop already has, page by page. Each page is committed with the cursor of the
 * next, so a crash costs one page; reading all of it again changes nothing. Its facts start no journey.
 */
export function createHistoryHandler({ db, clock, log, admin }: Options): TaskHandler {
  return refuseWhenDenied(async (task) => {
    const { shop } = task;
    const cursor = task.cursor ? cursorSchema.parse(JSON.parse(task.cursor)) : START;
    const client = admin(shop);
    const currency = await currencyOf(shop);
    const totalCount = task.cursor ? task.totalCount : await countAll(client, log, shop);
    const { page, size } = await readFitting(client, cursor, currency);
    const next = nextCursor(cursor, page, size);
    return {
      ...progress(task, page, next),
      totalCount,
      lock: listenLock(shop),
      write: async (trx) => {
        await forgetImported(trx, shop, page.heard.orders);
        await applyHeard(trx, shop, page.heard, clock.now());
      },
    };
  });

  async function currencyOf(shop: string): Promise<string> {
    const query = db.read.selectFrom('shop').select('currency').where('shop', '=', shop);
    return (await query.executeTakeFirstOrThrow()).currency;
  }
}

function progress(task: Task, page: HistoryPage, next: Cursor | null): TaskSlice {
  return {
    cursor: next ? JSON.stringify(next) : task.cursor,
    doneCount: task.doneCount + page.count,
    ended: next === null,
  };
}

async function readFitting(client: AdminClient, { part, after, size }: Cursor, currency: string) {
  for (let first = size; ; first = Math.ceil(first / 2)) {
    try {
      return { page: await readPage[part]({ client, first, after, currency }), size: first };
    } catch (error) {
      if (!(error instanceof QueryTooCostly) || first === 1) throw error;
    }
  }
}

function nextCursor({ part }: Cursor, page: HistoryPage, size: number): Cursor | null {
  if (page.next !== null) return { part, after: page.next, size };
  const following: Part | undefined = PARTS[PARTS.indexOf(part) + 1];
  return following ? { part: following, after: null, size: LARGEST_PAGE } : null;
}

/** How much there is, for the bar. Not knowing it does not stop the reading. */
async function countAll(client: AdminClient, log: Log, shop: string): Promise<number | null> {
  try {
    const counts = await client.query(HistoryCountsDocument);
    return (counts.productsCount?.count ?? 0) + (counts.customersCount?.count ?? 0) + (counts.ordersCount?.count ?? 0);
  } catch (error) {
    log.info({ err: error, shop }, 'Shopify did not say how long the history is');
    return null;
  }
}
