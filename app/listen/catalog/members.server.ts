// Which products are in which collections. No webhook tells it, so it is read: of a collection, or of a product.
import { sql } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';
import { inChunks, newest } from '../upsert.ts';

/** All products of a collection, at the instant at which they were asked for. */
export interface ToldMembers {
  collection: string;
  products: readonly string[];
  toldAt: number;
}

/** All collections of a product, at the instant at which they were asked for. */
export interface ToldCollections {
  product: string;
  collections: readonly string[];
  toldAt: number;
}

/**
 * Of each pair of a collection and a product the telling that was asked for last holds, from whichever side it came: a
 * long list that was begun before somebody looked at one product says nothing of that product.
 * @returns the collections whose products are others now
 */
export async function applyMembers(trx: Trx, shop: string, told: readonly ToldMembers[]): Promise<string[]> {
  const latest = newest(
    told,
    ({ collection }) => collection,
    ({ toldAt }) => toldAt,
  );
  const changed: string[] = [];
  for (const { collection, products, toldAt } of latest) {
    const { numUpdatedRows } = await trx
      .updateTable('collection')
      .set({ products_at: toldAt })
      .where('shop', '=', shop)
      .where('id', '=', collection)
      .where('deleted_at', 'is', null)
      .where((eb) => eb.or([eb('products_at', 'is', null), eb('products_at', '<=', toldAt)]))
      .executeTakeFirst();
    if (numUpdatedRows === 0n) continue;
    const known = await trx
      .selectFrom('collection_product')
      .select('product as id')
      .where('shop', '=', shop)
      .where('collection', '=', collection)
      .execute();
    const { added, removed } = difference(known, products);
    if (added.length + removed.length === 0) continue;
    const later = await productsToldAfter(trx, shop, [...added, ...removed], toldAt);
    const coming = added.filter((id) => !later.has(id));
    const going = removed.filter((id) => !later.has(id));
    await insertPairs(
      trx,
      coming.map((product) => ({ shop, collection, product })),
    );
    await inChunks(going, 1, (some) =>
      trx
        .deleteFrom('collection_product')
        .where('shop', '=', shop)
        .where('collection', '=', collection)
        .where('product', 'in', some)
        .execute(),
    );
    if (coming.length + going.length > 0) changed.push(collection);
  }
  return changed;
}

/** The same from a product's side. A collection that is not known here is heard of by its own webhook, and then read. */
export async function applyCollectionsOf(
  trx: Trx,
  shop: string,
  { product, collections, toldAt }: ToldCollections,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('product')
    .set({ collections_at: toldAt })
    .where('shop', '=', shop)
    .where('id', '=', product)
    .where((eb) => eb.or([eb('collections_at', 'is', null), eb('collections_at', '<=', toldAt)]))
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  const known = await trx
    .selectFrom('collection_product')
    .select('collection as id')
    .where('shop', '=', shop)
    .where('product', '=', product)
    .execute();
  const { added, removed } = difference(known, collections);
  if (added.length + removed.length === 0) return;
  const open = new Set(
    (
      await trx
        .selectFrom('collection')
        .select('id')
        .where('shop', '=', shop)
        .where('id', 'in', [...added, ...removed])
        .where('deleted_at', 'is', null)
        .where((eb) => eb.or([eb('products_at', 'is', null), eb('products_at', '<=', toldAt)]))
        .execute()
    ).map(({ id }) => id),
  );
  await insertPairs(
    trx,
    added.filter((id) => open.has(id)).map((collection) => ({ shop, collection, product })),
  );
  const going = removed.filter((id) => open.has(id));
  if (going.length === 0) return;
  await trx
    .deleteFrom('collection_product')
    .where('shop', '=', shop)
    .where('product', '=', product)
    .where('collection', 'in', going)
    .execute();
}

function difference(known: readonly { id: string }[], told: readonly string[]) {
  const now = new Set(told);
  const before = new Set(known.map(({ id }) => id));
  return { added: [...now].filter((id) => !before.has(id)), removed: [...before].filter((id) => !now.has(id)) };
}

async function productsToldAfter(trx: Trx, shop: string, ids: readonly string[], at: number): Promise<Set<string>> {
  const later = new Set<string>();
  await inChunks(ids, 1, async (some) => {
    const rows = await trx
      .selectFrom('product')
      .select('id')
      .where('shop', '=', shop)
      .where('id', 'in', some)
      .where(sql<number>`coalesce(collections_at, -1)`, '>', at)
      .execute();
    for (const { id } of rows) later.add(id);
  });
  return later;
}

async function insertPairs(trx: Trx, pairs: readonly { shop: string; collection: string; product: string }[]) {
  await inChunks(pairs, 3, (some) =>
    trx
      .insertInto('collection_product')
      .values(some)
      .onConflict((conflict) => conflict.columns(['shop', 'collection', 'product']).doNothing())
      .execute(),
  );
}
