import { timeIn, type PayloadContext } from './context.ts';
import { idNumber } from './values.ts';

interface Level {
  inventoryItemId: string;
  locationId: string;
  available: number;
  at: string;
}

/** `inventory_levels/update`: what one place has of one item. */
export function inventoryLevelPayload(context: PayloadContext, level: Level) {
  const { inventoryItemId, locationId } = level;
  return {
    inventory_item_id: idNumber(inventoryItemId),
    location_id: idNumber(locationId),
    available: level.available,
    updated_at: timeIn(context)(level.at),
    admin_graphql_api_id: `gid://shopify/InventoryLevel/${locationId}?inventory_item_id=${inventoryItemId}`,
  };
}
