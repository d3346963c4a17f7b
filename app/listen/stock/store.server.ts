import { sql } from 'kysely';
import { DAY } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { HeardStock } from '../heard.ts';
import { excluded, inChunks, isNewer, newestVersions } from '../upsert.ts';

/** Stock by location, and with it what variants have. */
export async function applyStock(trx: Trx, shop: string, heard: readonly HeardStock[], now: number): Promise<void> {
  if (heard.length === 0) return;
  await upsertLevels(trx, shop, heard, now);
  await countStock(
    trx,
    shop,
    heard.map(({ itemId }) => itemId),
  );
}

/** All levels of an item, at the instant at which they were asked for. */
interface AllLevels {
  item: string;
  levels: readonly HeardStock[];
  toldAt: number;
}

/** What is not among them and has not spoken since has no stock of it any more. */
export async function applyAllLevels(trx: Trx, shop: string, { item, levels, toldAt }: AllLevels): Promise<void> {
  await upsertLevels(trx, shop, levels, toldAt);
  let left = trx
    .deleteFrom('inventory_level')
    .where('shop', '=', shop)
    .where('item', '=', item)
    .where('updated_at', '<', toldAt);
  const listed = levels.map(({ locationId }) => locationId);
  if (listed.length > 0) left = left.where('location', 'not in', listed);
  await left.execute();
  await trx
    .updateTable('variant')
    .set({ levels_at: toldAt })
    .where('shop', '=', shop)
    .where('inventory_item_id', '=', item)
    .where((eb) => eb.or([eb('levels_at', 'is', null), eb('levels_at', '<', toldAt)]))
    .execute();
  await countStock(trx, shop, [item]);
}

/** Now and then all of them are read again: nobody tells that a location no longer keeps an item. */
const READ_EVERY = 7 * DAY;

/** Those of some items of which not every location has been heard. */
export async function itemsToRead(trx: Trx, shop: string, items: readonly string[], now: number): Promise<string[]> {
  const found = new Set<string>();
  await inChunks([...new Set(items)], 1, async (some) => {
    const rows = await trx
      .selectFrom('variant')
      .select('inventory_item_id')
      .where('shop', '=', shop)
      .where('inventory_item_id', 'in', some)
      .where((eb) => eb.or([eb('levels_at', 'is', null), eb('levels_at', '<', now - READ_EVERY)]))
      .execute();
    for (const { inventory_item_id } of rows) if (inventory_item_id !== null) found.add(inventory_item_id);
  });
  return [...found];
}

async function upsertLevels(trx: Trx, shop: string, heard: readonly HeardStock[], now: number): Promise<void> {
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
}

/**
 * What the variants of some inventory items have: what their product told, or, where a location spoke after that, the
 * sum of all locations, once all of them are known. A product's payload knows every location, so it wins from the second
 * in which it was told, and stands until the locations have been read.
 */
export async function countStock(trx: Trx, shop: string, items: readonly string[]): Promise<void> {
  await inChunks([...new Set(items)], 1, (some) =>
    trx
      .updateTable('variant')
      .set({
        inventory: sql<number | null>`coalesce((
          select case when variant.levels_at is not null and max(inventory_level.updated_at) > variant.updated_at then cast(sum(inventory_level.available) as integer) end
          from inventory_level
          where inventory_level.shop = variant.shop and inventory_level.item = variant.inventory_item_id
        ), case when variant.version is null then variant.inventory else variant.told_inventory end)`,
      })
      .where('shop', '=', shop)
      .where('inventory_item_id', 'in', some)
      .execute(),
  );
}
