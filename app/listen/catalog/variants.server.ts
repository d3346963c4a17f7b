import { sql } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';
import type { HeardProduct, HeardVariant } from '../heard.ts';
import { countStock } from '../stock/store.server.ts';
import { excluded, inChunks, isNewer, newest } from '../upsert.ts';
import type { Versioned } from '../version.ts';

interface ToldVariant {
  product: HeardProduct;
  variant: HeardVariant;
  version: string;
}

const TOLD = [
  'product_id',
  'title',
  'sku',
  'price',
  'inventory',
  'told_inventory',
  'inventory_policy',
  'inventory_item_id',
  'updated_at',
  'version',
] as const;

/**
 * A payload of a product with more than 100 variants tells only some of them, so variants do not follow the newest
 * payload alone: each is as it was told last, and those that a complete list left out are gone.
 */
export async function applyVariants(
  trx: Trx,
  shop: string,
  tellings: readonly Versioned<HeardProduct>[],
): Promise<void> {
  await noteComplete(trx, shop, tellings);
  const complete = await completeOf(trx, shop, [...new Set(tellings.map(({ entity }) => entity.id))]);
  const told = tellings.flatMap(({ entity, version }) =>
    version < (complete.get(entity.id) ?? '')
      ? []
      : entity.variants.map((variant): ToldVariant => ({ product: entity, variant, version })),
  );
  const variants = newest(
    told,
    ({ variant }) => variant.id,
    ({ version }) => version,
  );
  await inChunks(variants, 12, (some) =>
    trx
      .insertInto('variant')
      .values(some.map((one) => variantRow(shop, one)))
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(TOLD)).where(isNewer('variant')))
      .execute(),
  );
  const costed = variants.filter(({ variant }) => variant.unitCost !== undefined);
  await inChunks(costed, 13, (some) =>
    trx
      .insertInto('variant')
      .values(some.map((one) => ({ ...variantRow(shop, one), unit_cost: one.variant.unitCost })))
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(['unit_cost'])))
      .execute(),
  );
  await dropLeftOut(trx, shop, [...complete.keys()]);
  const items = variants.flatMap(({ variant }) => variant.inventoryItemId ?? []);
  if (items.length > 0) await countStock(trx, shop, items);
}

/** Remembers for each product which of its complete lists is the latest. */
async function noteComplete(trx: Trx, shop: string, tellings: readonly Versioned<HeardProduct>[]): Promise<void> {
  const latest = newest(
    tellings.filter(({ entity }) => entity.complete),
    ({ entity }) => entity.id,
    ({ version }) => version,
  );
  await inChunks(latest, 2, (some) => {
    const rows = some.map(
      ({ entity, version }) => sql`(${entity.id}, ${version}, cast(${entity.updatedAt} as bigint))`,
    );
    // a product of an earlier release that is newer than this list does not heed it
    return sql`with told(id, version, updated_at) as (values ${sql.join(rows)})
      update product set complete = told.version from told
      where product.shop = ${shop} and product.id = told.id
        and (product.complete is null or product.complete < told.version)
        and (product.version is not null or product.updated_at <= told.updated_at)`.execute(trx);
  });
}

async function completeOf(trx: Trx, shop: string, ids: readonly string[]): Promise<Map<string, string>> {
  const complete = new Map<string, string>();
  await inChunks(ids, 1, async (some) => {
    const rows = await trx
      .selectFrom('product')
      .select(['id', 'complete'])
      .where('shop', '=', shop)
      .where('id', 'in', some)
      .where('complete', 'is not', null)
      .execute();
    for (const { id, complete: version } of rows) if (version !== null) complete.set(id, version);
  });
  return complete;
}

async function dropLeftOut(trx: Trx, shop: string, products: readonly string[]): Promise<void> {
  await inChunks(products, 1, (some) =>
    trx
      .deleteFrom('variant')
      .where('shop', '=', shop)
      .where('product_id', 'in', some)
      .where((eb) =>
        eb(
          // a variant of an earlier release is as old as its product then was
          sql<string>`coalesce(variant.version, '')`,
          '<',
          eb
            .selectFrom('product')
            .select('product.complete')
            .whereRef('product.shop', '=', 'variant.shop')
            .whereRef('product.id', '=', 'variant.product_id'),
        ),
      )
      .execute(),
  );
}

function variantRow(shop: string, { product, variant, version }: ToldVariant) {
  return {
    shop,
    id: variant.id,
    product_id: product.id,
    title: variant.title,
    sku: variant.sku,
    price: variant.price,
    inventory: variant.inventory,
    told_inventory: variant.inventory,
    inventory_policy: variant.inventoryPolicy,
    inventory_item_id: variant.inventoryItemId,
    updated_at: product.updatedAt,
    version,
  };
}
