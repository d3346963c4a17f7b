import { createJourneysWorker } from '../../decide/journeys/journeys-worker.server.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createMayReach } from './may-reach.server.ts';
import { sendAction } from './send-action.server.ts';

/** Journeys whose messages are queued as the app queues them, and whose conditions hold for nobody. */
export const journeysInTest = (tools: { db: Database; clock: Clock; seal: Seal }) =>
  createJourneysWorker({
    db: tools.db,
    clock: tools.clock,
    log: silentLog,
    ports: {
      mayReach: createMayReach(tools.seal),
      conditionHolds: async () => new Set(),
      actions: { run: (trx, shop, _name, requests, now) => sendAction.run(trx, shop, requests, now) },
    },
  });
