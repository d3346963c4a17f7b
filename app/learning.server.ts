// Wires what is learned: which message an order is counted for, and the numbers of reports.
import { CREDIT_TASK, createCreditHandler, createCreditRecount } from './learn/credit/credit-task.server.ts';
import { createCostsService } from './learn/costs/service.server.ts';
import { createEffectHandler, EFFECT_TASK } from './learn/effect/effect-task.server.ts';
import { createEffectService } from './learn/effect/service.server.ts';
import { createMessageReports } from './learn/reports/messages.server.ts';
import { createNumbersService } from './learn/reports/numbers.server.ts';
import { createReportsService } from './learn/reports/service.server.ts';
import { createNumbersHandler, NUMBERS_TASK } from './learn/tallies/recount.server.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { Seal } from './platform/crypto/seal.ts';
import type { Database } from './platform/db/db.ts';
import type { Wake } from './platform/work/worker.ts';

export function createLearning({ db, clock, seal, wake }: { db: Database; clock: Clock; seal: Seal; wake: Wake }) {
  return {
    handlers: {
      [CREDIT_TASK]: createCreditHandler({ db, clock }),
      [NUMBERS_TASK]: createNumbersHandler({ db }),
      [EFFECT_TASK.kind]: createEffectHandler({ db, clock }),
    },
    services: {
      messages: createMessageReports({ db, seal }),
      reports: createReportsService({ db, clock }),
      numbers: createNumbersService({ db }),
      effects: createEffectService({ db }),
      costs: createCostsService({ db, clock }),
      recountCredit: createCreditRecount({ db, clock, wake }),
    },
  };
}
