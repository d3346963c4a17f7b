import type { Clock } from '../../platform/clock/clock.ts';
import type { Admin, AdminClient } from '../../platform/shopify/admin/admin.server.ts';
import { refuseWhenDenied } from '../../platform/shopify/admin/refuse-when-denied.ts';
import { StockLevelsDocument, type StockLevelsQuery } from '../../platform/shopify/generated/graphql.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import { listenLock } from '../apply.server.ts';
import type { HeardStock } from '../heard.ts';
import { applyAllLevels } from './store.server.ts';

export const STOCK_LEVELS = 'stock-levels';

/**
 * Handler of `stock-levels` tasks: a webhook tells the stock of one location, and what can be bought is what all of them
 * have. So when the first location of an item speaks, the others are read, once; from then on each speaks for itself. The
 * cursor is the item's id.
 */
export function createStockLevelsHandler({ clock, admin }: { clock: Clock; admin: Admin }): TaskHandler {
  return refuseWhenDenied(async ({ shop, cursor }) => {
    const item = cursor ?? '';
    const toldAt = clock.now();
    const levels = await readLevels(admin(shop), item, toldAt);
    return {
      cursor,
      doneCount: levels?.length ?? 0,
      ended: true,
      lock: listenLock(shop),
      write: async (trx) => {
        if (levels) await applyAllLevels(trx, shop, { item, levels, toldAt });
      },
    };
  });
}

/** null when the item is gone */
async function readLevels(client: AdminClient, item: string, toldAt: number): Promise<HeardStock[] | null> {
  const levels: HeardStock[] = [];
  let after: string | null = null;
  do {
    const variables = { item: `gid://shopify/InventoryItem/${item}`, after };
    const answer: StockLevelsQuery = await client.query(StockLevelsDocument, variables);
    if (!answer.inventoryItem) return null;
    const { nodes, pageInfo } = answer.inventoryItem.inventoryLevels;
    for (const { location, updatedAt, quantities } of nodes) {
      const available = quantities[0]?.quantity ?? 0;
      levels.push({
        itemId: item,
        locationId: legacyId(location.id),
        available,
        updatedAt: Date.parse(updatedAt),
        toldAt,
      });
    }
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return levels;
}
