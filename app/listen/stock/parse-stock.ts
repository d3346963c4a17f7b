import { z } from 'zod';
import type { Heard } from '../heard.ts';
import { count, id, instant } from '../payload.ts';

const levelSchema = z.object({
  inventory_item_id: id,
  location_id: id,
  /** null where the item is not tracked */
  available: count.nullish(),
  updated_at: instant,
});

/** inventory_levels/update */
export function parseStock(payload: unknown): Partial<Heard> {
  const told = levelSchema.parse(payload);
  if (told.available === null || told.available === undefined) return {};
  return {
    stock: [
      {
        itemId: told.inventory_item_id,
        locationId: told.location_id,
        available: told.available,
        updatedAt: told.updated_at,
      },
    ],
  };
}
