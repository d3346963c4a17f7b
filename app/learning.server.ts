// Wires what is learned: which message an order is counted for, and the numbers of reports.
import { CREDIT_TASK, createCreditHandler, createCreditRecount } from './learn/credit/credit-task.server.ts';
import { createCostsService } from './learn/costs/service.server.ts';
import { createEffectHandler, EFFECT_TASK } from './learn/effect/effect-task.server.ts';
import { createEffectService } from './learn/effect/service.server.ts';
import { createMessageReports } from './learn/reports/messages.server.ts';
import { createNumbersService } from './learn/reports/numbers.server.ts';
import { createReportsService } from './learn/reports/service.server.ts';
import { createResultsHandler, RESULTS_TASK } from './learn/results/results-task.server.ts';
import { createResultsService } from './learn/results/service.server.ts';
import { COUNTED_TASK, createNumbersHandler, NUMBERS_TASK } from './learn/tallies/recount.server.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { Seal } from './platform/crypto/seal.ts';
import type { Database } from './platform/db/db.ts';
import type { Admin } from './platform/shopify/admin/admin.server.ts';
import type { Nightly } from './platform/work/tasks/nightly.server.ts';
import type { Wake } from './platform/work/worker.ts';
import type { GrantedScopes } from './shop/access/granted-scopes.server.ts';

/** What comes back by itself in each shop. */
export const LEARNING_NIGHTS: readonly Nightly[] = [COUNTED_TASK, EFFECT_TASK, RESULTS_TASK];

interface Deps {
  db: Database;
  clock: Clock;
  seal: Seal;
  wake: Wake;
  admin: Admin;
  scopes: GrantedScopes;
  apiKey: string;
}

export function createLearning({ db, clock, seal, wake, admin, scopes, apiKey }: Deps) {
  const numbers = createNumbersService({ db });
  const costs = createCostsService({ db, clock });
  return {
    handlers: {
      [CREDIT_TASK]: createCreditHandler({ db, clock }),
      [NUMBERS_TASK]: createNumbersHandler({ db }),
      [EFFECT_TASK.kind]: createEffectHandler({ db, clock }),
      [RESULTS_TASK.kind]: createResultsHandler({ db, clock, admin, scopes, numbers, costs, apiKey }),
    },
    services: {
      messages: createMessageReports({ db, seal }),
      reports: createReportsService({ db, clock }),
      numbers,
      effects: createEffectService({ db }),
      costs,
      results: createResultsService({ db, scopes }),
      recountCredit: createCreditRecount({ db, clock, wake }),
    },
  };
}
