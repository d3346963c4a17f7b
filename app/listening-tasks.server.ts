// The long work by which a shop's past and its gaps are read from Shopify.
import { createHistoryHandler } from './listen/backfill/history-handler.server.ts';
import { COLLECTION_MEMBERS, createMembersHandler } from './listen/backfill/members-handler.server.ts';
import { createPartHandler } from './listen/backfill/part-handler.server.ts';
import { HISTORY_PART } from './listen/backfill/parts.ts';
import { createProductDetailsHandler, PRODUCT_DETAILS } from './listen/backfill/product-details-handler.server.ts';
import { createReconcileHandler } from './listen/reconcile/reconcile-handler.server.ts';
import { RECONCILE_TASK } from './listen/reconcile/runs.server.ts';
import { createStockLevelsHandler, STOCK_LEVELS } from './listen/stock/levels-handler.server.ts';
import type { TaskHandler } from './platform/work/tasks/task.ts';

type Deps = Parameters<typeof createPartHandler>[0];

export const listeningTasks = ({
  db,
  clock,
  log,
  admin,
  result,
  scopes,
  notices,
}: Deps): Record<string, TaskHandler> => ({
  history: createHistoryHandler({ clock, log, admin }),
  [HISTORY_PART]: createPartHandler({ db, clock, log, admin, result, scopes, notices }),
  [RECONCILE_TASK.kind]: createReconcileHandler({ db, clock, log, admin, result, scopes }),
  [PRODUCT_DETAILS]: createProductDetailsHandler({ db, clock, admin }),
  // what an earlier release had asked for
  'product-cost': createProductDetailsHandler({ db, clock, admin }),
  [COLLECTION_MEMBERS]: createMembersHandler({ clock, admin }),
  [STOCK_LEVELS]: createStockLevelsHandler({ clock, admin }),
});
