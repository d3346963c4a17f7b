import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { TaskHandler, TaskSlice } from '../../platform/work/tasks/task.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { contactsOfProduct, forgetUnknown, nextArrived } from './unknown-products.server.ts';

const CONTACTS_A_SLICE = 250;

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
      const product = at?.product ?? (await nextArrived(trx, shop));
      if (product === null) {
        slice.ended = true;
        return;
      }
      const page = { after: at?.after ?? '', limit: CONTACTS_A_SLICE };
      const contacts = await contactsOfProduct(trx, shop, product, page);
      const touched = new Map(contacts.map((contact) => [contact, new Set<Change>(['field:catalogue'])]));
      await markForAppraisal(trx, shop, touched, clock.now());
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
