import type { Clock } from '../../platform/clock/clock.ts';
import type { Admin } from '../../platform/shopify/admin/admin.server.ts';
import { refuseWhenDenied } from '../../platform/shopify/admin/refuse-when-denied.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import { listenLock } from '../apply.server.ts';
import { applyMembers } from '../catalog/members.server.ts';
import { readMembers } from './pages.server.ts';

export const COLLECTION_MEMBERS = 'collection-members';

/**
 * Handler of `collection-members` tasks: a collection's webhooks do not tell which products are in it. The cursor is the
 * collection's id.
 */
export function createMembersHandler({ clock, admin }: { clock: Clock; admin: Admin }): TaskHandler {
  return refuseWhenDenied(async ({ shop, cursor }) => {
    const collection = cursor ?? '';
    const toldAt = clock.now();
    const products = await readMembers(admin(shop), `gid://shopify/Collection/${collection}`);
    return {
      cursor,
      doneCount: products?.length ?? 0,
      ended: true,
      lock: listenLock(shop),
      write: async (trx) => {
        if (products) await applyMembers(trx, shop, [{ collection, products, toldAt }]);
      },
    };
  });
}
