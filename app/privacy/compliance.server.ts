// What each wing lends to requests under privacy law, bound together.
import { pushKeeper } from '../act/push/person-keeper.server.ts';
import { createMessagesKeeper } from '../act/messages/person-keeper.server.ts';
import { campaignsKeeper } from '../decide/campaigns/person-keeper.server.ts';
import { journeysKeeper } from '../decide/journeys/person-keeper.server.ts';
import { creditKeeper } from '../learn/credit/person-keeper.server.ts';
import { listenLock } from '../listen/apply.server.ts';
import { listenKeeper } from '../listen/erased/person-keeper.server.ts';
import { createPersonFiles } from '../listen/erased/person-files.server.ts';
import { letComplianceDeliveryGo, readComplianceDelivery } from '../listen/inbox/compliance-delivery.server.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Seal } from '../platform/crypto/seal.ts';
import type { Database } from '../platform/db/db.ts';
import type { Log } from '../platform/log/log.ts';
import type { TaskHandler } from '../platform/work/tasks/task.ts';
import { createComplianceHandlers } from '../shop/privacy/compliance-handlers.server.ts';
import { foldLock } from '../understand/contacts/fold.server.ts';
import { findPerson, understandKeeper } from '../understand/contacts/person-keeper.server.ts';

interface Options {
  db: Database;
  clock: Clock;
  seal: Seal;
  log: Log;
  /** where uploaded files wait */
  uploads: string;
}

/** Handlers of the three compliance topics. The wings are asked from the last to the first, so that each still finds its rows. */
export function createCompliance({ uploads, ...deps }: Options): Readonly<Record<string, TaskHandler>> {
  const files = createPersonFiles({ db: deps.db, folder: uploads });
  return createComplianceHandlers({
    ...deps,
    findPerson,
    keepers: [
      creditKeeper,
      createMessagesKeeper(deps),
      pushKeeper,
      journeysKeeper,
      campaignsKeeper,
      listenKeeper,
      understandKeeper,
    ],
    readRequest: readComplianceDelivery,
    letGo: letComplianceDeliveryGo,
    eraseFiles: files.erase,
    eraseShopFiles: files.eraseAll,
    locks: { listen: listenLock, fold: foldLock },
  });
}
