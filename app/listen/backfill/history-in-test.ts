// A shop's history and the local Shopify that it is read from: the real schema, real tokens, real result files.
import { Session } from '@shopify/shopify-api';
import { API_KEY, API_SECRET, openTestDevstore } from '../../../devstore/test/open-test-devstore.ts';
import { createTestDatabase, type Dialect } from '../../../test/databases.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { type Log, silentLog } from '../../platform/log/log.ts';
import { type Admin, createAdmin } from '../../platform/shopify/admin/admin.server.ts';
import { type BulkResult, createBulkResult } from '../../platform/shopify/bulk/bulk-result.server.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import type { GrantedScopes } from '../../shop/access/granted-scopes.server.ts';
import { createNoticesService, type NoticesService } from '../../shop/install/notices.server.ts';
import { parseJson } from '../payload.ts';
import { createHistoryHandler } from './history-handler.server.ts';
import { createPartHandler } from './part-handler.server.ts';
import { HISTORY_PART } from './parts.ts';
import { createMembersHandler, COLLECTION_MEMBERS } from './members-handler.server.ts';
import { createProductDetailsHandler, PRODUCT_DETAILS } from './product-details-handler.server.ts';
import { createStockLevelsHandler, STOCK_LEVELS } from '../stock/levels-handler.server.ts';

export type Setting = Awaited<ReturnType<typeof openSetting>>;

/** What every handler of these tests is made of. */
export interface Parts {
  db: Database;
  clock: Clock;
  log: Log;
  admin: Admin;
  result: BulkResult;
  scopes: GrantedScopes;
  notices: NoticesService;
}

const SCOPES =
  'read_all_orders,read_content,read_customers,read_inventory,read_orders,read_products,read_themes,write_marketing_events,write_pixels';

export async function openSetting(dialect: Dialect, more: (parts: Parts) => Record<string, TaskHandler> = () => ({})) {
  const test = await createTestDatabase(dialect);
  const far = openTestDevstore({ scopes: SCOPES });
  far.devstore.adminFaults.set({ bulkPace: 0 });
  const shop = far.devstore.store.shop.domain;
  const clock: Clock = { now: () => far.devstore.clock.now() };
  const { scopes } = far.devstore.appConfig();
  far.devstore.store.app.install(scopes);
  let session = sessionOf(scopes);
  /** requests from now on that fail, by their number */
  const failing = new Set<number>();
  const seen = { requests: 0, urls: [] as string[] };

  function sessionOf(granted: string[]): Session {
    const grant = far.devstore.tokens.grantOffline(granted, { expiring: true });
    return new Session({
      id: `offline_${shop}`,
      shop,
      state: '',
      isOnline: false,
      scope: granted.join(','),
      accessToken: grant.accessToken,
      refreshToken: grant.refreshToken,
      expires: new Date(clock.now() + (grant.expiresIn ?? 0) * 1000),
    });
  }

  const fetch = (async (url: string, init: RequestInit) => {
    if (failing.has(seen.requests++)) throw new Error('the connection was lost');
    seen.urls.push(String(url));
    return far.web.request(String(url).replace(/^https?:\/\/[^/]+/, 'http://localhost'), init);
  }) as typeof globalThis.fetch;
  const admin = createAdmin({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    sessions: {
      loadSession: async () => session,
      storeSession: async (renewed) => {
        session = renewed;
        return true;
      },
    },
    clock,
    log: silentLog,
    wait: async () => {},
    fetch,
  });
  const row = { shop, name: 'A', currency: 'EUR', timezone: 'Europe/Rome', ingest_key: 'k', installed_at: 1 };
  await test.db.write((trx) => trx.insertInto('shop').values(row).execute());

  /** As a process that has just started would have them: nothing is remembered from one slice to the next. */
  const parts = (db = test.db): Parts => ({
    db,
    clock,
    log: silentLog,
    admin,
    result: createBulkResult({ fetch, parse: parseJson, chunk: 20_000 }),
    scopes: async () => new Set((session.scope ?? '').split(',')),
    notices: createNoticesService({ db, clock }),
  });

  function worker(db = test.db) {
    const options = parts(db);
    const handlers = {
      history: createHistoryHandler(options),
      [HISTORY_PART]: createPartHandler(options),
      [PRODUCT_DETAILS]: createProductDetailsHandler(options),
      [COLLECTION_MEMBERS]: createMembersHandler(options),
      [STOCK_LEVELS]: createStockLevelsHandler(options),
      ...more(options),
    };
    return createTasksWorker({ ...options, handlers });
  }

  return {
    test,
    far,
    shop,
    clock,
    admin,
    failing,
    seen,
    parts,
    worker,
    /** another token, of other scopes, from now on */
    grant: (granted: string[]) => {
      session = sessionOf(granted);
    },
    ask: (id = 'history', kind = 'history') =>
      test.db.write((trx) => queueTask(trx, shop, { id, kind, dueAt: clock.now() }, { again: true })),
    /** Does slice after slice, each in a process of its own, with time passing as far as each asks. */
    async runToEnd(db = test.db, between: (slice: number) => Promise<void> | void = () => {}) {
      for (let slice = 0; slice < 400; slice++) {
        const next = await worker(db).run(shop);
        if (next === null) return slice + 1;
        await between(slice);
        // what runs in Shopify meanwhile has its turn
        for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
        far.devstore.clock.moveBy(Math.max(0, next - clock.now()));
      }
      throw new Error('the work does not end');
    },
    task: (id: string) => test.db.read.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    async rows() {
      const { read } = test.db;
      const [products, variants, customers, orders, lines, refunds, articles, facts, collections, members] =
        await Promise.all([
          read.selectFrom('product').selectAll().orderBy('id').execute(),
          read.selectFrom('variant').selectAll().orderBy('id').execute(),
          read.selectFrom('customer').selectAll().orderBy('id').execute(),
          read.selectFrom('orders').selectAll().orderBy('id').execute(),
          read.selectFrom('order_line').selectAll().orderBy('order_id').orderBy('id').execute(),
          read.selectFrom('refund').selectAll().orderBy('id').execute(),
          read.selectFrom('article').selectAll().orderBy('id').execute(),
          read.selectFrom('fact').selectAll().orderBy('id').execute(),
          read.selectFrom('collection').selectAll().orderBy('id').execute(),
          read.selectFrom('collection_product').selectAll().execute(),
        ]);
      return {
        products: products.map(timeless),
        variants: variants.map(timeless),
        customers: customers.map(timeless),
        orders: orders.map(timeless),
        lines: lines.map(timeless),
        refunds: refunds.map(timeless),
        articles,
        collections: collections.map((row) => timeless({ ...row, products_at: 0 })),
        members: members.map(({ collection, product }) => `${collection} ${product}`).sort(),
        facts: facts.map((fact) => ({ ...timeless(fact), received_at: 0 })),
      };
    },
    dispose: () => test.dispose(),
  };
}

const VERSION = /^\d{15}\.\d{15}\.[0-9a-f]{12}$/;

/** Without what says when a state was told: reading it at another moment is no other state. */
function timeless<Row extends object>(row: Row): Row {
  const entries = Object.entries(row).map(([name, value]) => [name, VERSION.test(String(value)) ? 'told' : value]);
  return Object.fromEntries(entries) as Row;
}
