import { z } from 'zod';
import type { Reader, Trx } from '../../platform/db/db.ts';

const stored = z.array(z.looseObject({ productId: z.string().nullish(), imageUrl: z.string().nullish() })).catch([]);

/**
 * The lines of checkouts as they are stored, each with its product's picture: webhooks do not tell it.
 * @param texts `checkout.lines`, JSON; what cannot be read is an empty cart
 */
export async function linesWithPictures(reader: Reader | Trx, shop: string, texts: readonly string[]) {
  const carts = texts.map((text) => stored.parse(JSON.parse(text)));
  const wanted = new Set(carts.flat().flatMap((line) => (line.productId && !line.imageUrl ? line.productId : [])));
  if (wanted.size === 0) return carts;
  const products = await reader
    .selectFrom('product')
    .select(['id', 'image_url'])
    .where('shop', '=', shop)
    .where('id', 'in', [...wanted])
    .execute();
  const pictures = new Map(products.map((product) => [product.id, product.image_url]));
  return carts.map((lines) =>
    lines.map((line) => ({ ...line, imageUrl: line.imageUrl ?? pictures.get(line.productId ?? '') ?? null })),
  );
}
