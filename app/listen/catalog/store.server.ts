import { sql } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';
import type { Gone, HeardProduct } from '../heard.ts';
import { excluded, inChunks, isNewer, newest } from '../upsert.ts';
import { type Versioned, withVersion } from '../version.ts';
import { tellArrivals } from './arrivals.server.ts';
import { followTags } from './product-tags.server.ts';
import { applyVariants } from './variants.server.ts';

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
  'version',
] as const;

/** Products and their variants. A deleted product stays deleted, whatever is heard of it late. */
export async function applyProducts(
  trx: Trx,
  shop: string,
  heard: readonly HeardProduct[],
  now: number,
): Promise<void> {
  if (heard.length === 0) return;
  const tellings = heard.map(withVersion(now));
  const products = newest(
    tellings,
    ({ entity }) => entity.id,
    ({ version }) => version,
  );
  await inChunks(products, 12, (some) =>
    trx
      .insertInto('product')
      .values(some.map((product) => productRow(shop, product)))
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(TOLD)).where(isNewer('product')))
      .execute(),
  );
  await followTags(
    trx,
    shop,
    products.map(({ entity }) => entity.id),
  );
  await applyVariants(trx, shop, tellings);
  await tellArrivals(trx, shop, now);
}

function productRow(shop: string, { entity: product, version }: Versioned<HeardProduct>) {
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
    version,
  };
}

/** A deletion may be heard before the creation: the row that it leaves keeps a late creation from bringing it back. */
export async function applyDeletedProducts(trx: Trx, shop: string, heard: readonly Gone[]): Promise<void> {
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
