import { sql } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';
import type { HeardStock } from '../heard.ts';
import { excluded, inChunks, isNewer, newestVersions } from '../upsert.ts';

/** Stock by location, and with it what variants have. */
export async function applyStock(trx: Trx, shop: string, heard: readonly HeardStock[], now: number): Promise<void> {
  if (heard.length === 0) return;
  const levels = newestVersions(heard, ({ itemId, locationId }) => `${itemId}\n${locationId}`, now);
  await inChunks(levels, 6, (some) =>
    trx
      .insertInto('inventory_level')
      .values(
        some.map(({ entity, version }) => ({
          shop,
          item: entity.itemId,
          location: entity.locationId,
          available: entity.available,
          updated_at: entity.updatedAt,
          version,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'item', 'location'])
          .doUpdateSet(excluded(['available', 'updated_at', 'version']))
          .where(isNewer('inventory_level')),
      )
      .execute(),
  );
  await countStock(
    trx,
    shop,
    levels.map(({ entity }) => entity.itemId),
  );
}

/**
 * What the variants of some inventory items have: what their product told, or, where a location spoke after that, the
 * sum of all locations. A product's payload knows every location, those that never spoke too, so it wins from the
 * second in which it was told.
 */
export async function countStock(trx: Trx, shop: string, items: readonly string[]): Promise<void> {
  await inChunks([...new Set(items)], 1, (some) =>
    trx
      .updateTable('variant')
      .set({
        inventory: sql<number | null>`coalesce((
          select case when max(inventory_level.updated_at) > variant.updated_at then cast(sum(inventory_level.available) as integer) end
          from inventory_level
          where inventory_level.shop = variant.shop and inventory_level.item = variant.inventory_item_id
        ), case when variant.version is null then variant.inventory else variant.told_inventory end)`,
      })
      .where('shop', '=', shop)
      .where('inventory_item_id', 'in', some)
      .execute(),
  );
}
