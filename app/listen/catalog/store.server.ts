import { sql } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';
import type { HeardProduct, HeardVariant } from '../heard.ts';
import { excluded, inChunks, newest } from '../upsert.ts';

const TOLD = [
  'title',
  'handle',
  'status',
  'vendor',
  'type',
  'tags',
  'image_url',
  'price',
  'currency',
  'updated_at',
] as const;

/** Products and their variants. A deleted product stays deleted, whatever is heard of it late. */
export async function applyProducts(trx: Trx, shop: string, heard: readonly HeardProduct[]): Promise<void> {
  if (heard.length === 0) return;
  const products = newest(
    heard,
    (product) => product.id,
    (product) => product.updatedAt,
  );
  const fresh = new Set<string>();
  await inChunks(products, 12, async (some) => {
    const written = await trx
      .insertInto('product')
      .values(some.map((product) => productRow(shop, product)))
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'id'])
          .doUpdateSet(excluded(TOLD))
          .whereRef('excluded.updated_at', '>=', 'product.updated_at'),
      )
      .returning('id')
      .execute();
    for (const { id } of written) fresh.add(id);
  });
  await applyVariants(
    trx,
    shop,
    products.filter((product) => fresh.has(product.id)),
  );
}

/** A variant carries the instant at which its product last told of it; those that a complete list left out are gone. */
async function applyVariants(trx: Trx, shop: string, products: readonly HeardProduct[]): Promise<void> {
  const variants = newest(
    products.flatMap((product) => product.variants.map((variant) => ({ product, variant }))),
    ({ variant }) => variant.id,
    ({ product }) => product.updatedAt,
  );
  await inChunks(variants, 10, (some) =>
    trx
      .insertInto('variant')
      .values(some.map(({ product, variant }) => variantRow(shop, product, variant)))
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'id'])
          .doUpdateSet(
            excluded([
              'product_id',
              'title',
              'sku',
              'price',
              'inventory',
              'inventory_policy',
              'inventory_item_id',
              'updated_at',
            ]),
          ),
      )
      .execute(),
  );
  const costed = variants.filter(({ variant }) => variant.unitCost !== undefined);
  await inChunks(costed, 11, (some) =>
    trx
      .insertInto('variant')
      .values(
        some.map(({ product, variant }) => ({ ...variantRow(shop, product, variant), unit_cost: variant.unitCost })),
      )
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(['unit_cost'])))
      .execute(),
  );
  const complete = products.filter((product) => product.complete).map((product) => product.id);
  await inChunks(complete, 1, (ids) =>
    trx
      .deleteFrom('variant')
      .where('shop', '=', shop)
      .where('product_id', 'in', ids)
      .where('updated_at', '<', (eb) =>
        eb
          .selectFrom('product')
          .select('product.updated_at')
          .whereRef('product.shop', '=', 'variant.shop')
          .whereRef('product.id', '=', 'variant.product_id'),
      )
      .execute(),
  );
}

/** A deletion may be heard before the creation: the row that it leaves keeps a late creation from bringing it back. */
export async function applyDeletedProducts(
  trx: Trx,
  shop: string,
  heard: readonly { id: string; at: number }[],
): Promise<void> {
  const earliest = newest(
    heard,
    (product) => product.id,
    (product) => -product.at,
  );
  await inChunks(earliest, 9, (some) =>
    trx
      .insertInto('product')
      .values(
        some.map(({ id, at }) => ({
          shop,
          id,
          title: '',
          handle: '',
          status: 'archived',
          price: 0,
          currency: '',
          updated_at: 0,
          deleted_at: at,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['shop', 'id']).doUpdateSet({
          deleted_at: sql`case when product.deleted_at < excluded.deleted_at then product.deleted_at else excluded.deleted_at end`,
        }),
      )
      .execute(),
  );
}

function productRow(shop: string, product: HeardProduct) {
  return {
    shop,
    id: product.id,
    title: product.title,
    handle: product.handle,
    status: product.status,
    vendor: product.vendor,
    type: product.type,
    tags: JSON.stringify(product.tags),
    image_url: product.imageUrl,
    price: product.price,
    currency: product.currency,
    updated_at: product.updatedAt,
  };
}

function variantRow(shop: string, product: HeardProduct, variant: HeardVariant) {
  return {
    shop,
    id: variant.id,
    product_id: product.id,
    title: variant.title,
    sku: variant.sku,
    price: variant.price,
    inventory: variant.inventory,
    inventory_policy: variant.inventoryPolicy,
    inventory_item_id: variant.inventoryItemId,
    updated_at: product.updatedAt,
  };
}
