import { z } from 'zod';
import { toMinor } from '../../platform/money.ts';
import type { Heard } from '../heard.ts';
import { amount, count, id, instant, tagList, text } from '../payload.ts';

const productSchema = z.object({
  id,
  title: z.string(),
  handle: z.string(),
  status: z.string(),
  published_at: text,
  vendor: text,
  product_type: text,
  tags: text,
  updated_at: instant,
  image: z.object({ src: text }).nullish(),
  variant_gids: z.array(z.unknown()).nullish(),
  variants: z.array(
    z.object({
      id,
      title: z.string(),
      sku: text,
      price: amount,
      inventory_quantity: count.nullish(),
      inventory_management: text,
      inventory_policy: text,
      inventory_item_id: id.nullish(),
    }),
  ),
});

/** products/create, products/update. @param currency the shop's: the payload does not name it */
export function parseProduct(payload: unknown, { currency }: { currency: string }): Partial<Heard> {
  const told = productSchema.parse(payload);
  const variants = told.variants.map((variant) => ({
    id: variant.id,
    title: variant.title,
    sku: variant.sku || null,
    price: toMinor(variant.price, currency),
    // a payload that names the tracker and has none tells of a product that is not tracked
    inventory: variant.inventory_management === null ? null : (variant.inventory_quantity ?? null),
    inventoryPolicy: variant.inventory_policy ?? null,
    inventoryItemId: variant.inventory_item_id ?? null,
  }));
  const prices = variants.map((variant) => variant.price);
  return {
    products: [
      {
        id: told.id,
        title: told.title,
        handle: told.handle,
        // an active product that no channel publishes cannot be bought
        status: told.status === 'active' && told.published_at === null ? 'draft' : told.status,
        vendor: told.vendor || null,
        type: told.product_type || null,
        tags: tagList(told.tags),
        imageUrl: told.image?.src || null,
        price: prices.length > 0 ? Math.min(...prices) : 0,
        currency,
        updatedAt: told.updated_at,
        variants,
        complete: (told.variant_gids?.length ?? 0) <= variants.length && variants.length < 100,
      },
    ],
  };
}
