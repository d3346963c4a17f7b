import { sql } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';
import { note } from '../gone/store.server.ts';
import type { Heard } from '../heard.ts';
import { excluded, inChunks, isNewer, newestVersions } from '../upsert.ts';

/** Collections; what products are in them, their payloads do not tell. */
export async function applyCollections(
  trx: Trx,
  shop: string,
  { collections, deletedCollections }: Pick<Heard, 'collections' | 'deletedCollections'>,
  now: number,
): Promise<void> {
  if (collections.length === 0 && deletedCollections.length === 0) return;
  await note(trx, shop, 'collection', deletedCollections);
  const told = newestVersions(collections, ({ id }) => id, now);
  await inChunks(told, 7, (some) =>
    trx
      .insertInto('collection')
      .values(
        some.map(({ entity: { id, title, handle, publishedAt, updatedAt }, version }) => ({
          shop,
          id,
          title,
          handle,
          published_at: publishedAt,
          updated_at: updatedAt,
          version,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'id'])
          .doUpdateSet(excluded(['title', 'handle', 'published_at', 'updated_at', 'version']))
          .where(isNewer('collection')),
      )
      .execute(),
  );
  const touched = [...told.map(({ entity }) => entity.id), ...deletedCollections.map(({ id }) => id)];
  await inChunks([...new Set(touched)], 1, async (some) => {
    const gone = await trx
      .updateTable('collection')
      .from('gone')
      .set({ deleted_at: sql`gone.at` })
      .where('collection.shop', '=', shop)
      .where('collection.id', 'in', some)
      .where('gone.shop', '=', shop)
      .where('gone.kind', '=', 'collection')
      .whereRef('gone.id', '=', 'collection.id')
      .returning('collection.id')
      .execute();
    if (gone.length === 0) return;
    await trx
      .deleteFrom('collection_product')
      .where('shop', '=', shop)
      .where(
        'collection',
        'in',
        gone.map(({ id }) => id),
      )
      .execute();
  });
}
