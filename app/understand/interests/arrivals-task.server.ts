import { z } from 'zod';
import { type Clock, MINUTE } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { TaskHandler, TaskSlice } from '../../platform/work/tasks/task.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { INTERESTS_TASK } from './task.server.ts';
import { arrivedProducts, contactsOfProduct, forgetAllUnknown, forgetUnknown } from './unknown-products.server.ts';

const CONTACTS_A_SLICE = 250;
/** With more, as when history is read, everybody is looked at once, rather than many people many times. */
const MOST_ONE_BY_ONE = 50;
const EVERYBODY_WAITS_MS = 2 * MINUTE;

const cursorSchema = z.object({ product: z.string(), after: z.string() });

/**
 * Has the interests of those looked at again who did something with a product before the catalogue told of it: one such
 * product after the other, some contacts a slice.
 */
export function createArrivalsHandler({ clock }: { clock: Clock }): TaskHandler {
  return async ({ shop, cursor, doneCount }) => {
    const slice: TaskSlice = { lock: foldLock(shop), cursor, doneCount, ended: false };
    slice.write = async (trx) => {
      const at = cursor === null ? null : cursorSchema.parse(JSON.parse(cursor));
      const now = clock.now();
      const arrived = at ? [at.product] : await arrivedProducts(trx, shop, MOST_ONE_BY_ONE + 1);
      const [product] = arrived;
      if (product === undefined || arrived.length > MOST_ONE_BY_ONE) {
        if (product !== undefined) await lookAtEverybody(trx, shop, now);
        slice.ended = true;
        return;
      }
      const page = { after: at?.after ?? '', limit: CONTACTS_A_SLICE };
      const contacts = await contactsOfProduct(trx, shop, product, page);
      const touched = new Map(contacts.map((contact) => [contact, new Set<Change>(['field:catalogue'])]));
      await markForAppraisal(trx, shop, touched, now);
      slice.doneCount = doneCount + contacts.length;
      const after = contacts.at(-1);
      if (after !== undefined && contacts.length === CONTACTS_A_SLICE) {
        slice.cursor = JSON.stringify({ product, after });
        return;
      }
      await forgetUnknown(trx, shop, product);
      slice.cursor = null;
    };
    return slice;
  };
}

/** Later, and from the start: more may be told meanwhile. */
async function lookAtEverybody(trx: Trx, shop: string, now: number): Promise<void> {
  await forgetAllUnknown(trx, shop);
  const task = { id: `${INTERESTS_TASK}:arrived`, kind: INTERESTS_TASK, dueAt: now + EVERYBODY_WAITS_MS };
  await queueTask(trx, shop, task, { anew: true });
}
