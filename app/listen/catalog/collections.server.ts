import { sql } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';
import { note } from '../gone/store.server.ts';
import type { Heard, HeardCollection } from '../heard.ts';
import { excluded, inChunks, isNewer, newestVersions } from '../upsert.ts';
import type { Versioned } from '../version.ts';

const TOLD = ['title', 'handle', 'updated_at', 'version'] as const;

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
  const isShown = ({ entity }: (typeof told)[number]) => entity.publishedAt !== undefined;
  await upsert(trx, shop, told.filter(isShown), [...TOLD, 'published_at']);
  await upsert(
    trx,
    shop,
    told.filter((one) => !isShown(one)),
    TOLD,
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

async function upsert(
  trx: Trx,
  shop: string,
  told: readonly Versioned<HeardCollection>[],
  columns: readonly ((typeof TOLD)[number] | 'published_at')[],
): Promise<void> {
  await inChunks(told, 7, (some) =>
    trx
      .insertInto('collection')
      .values(
        some.map(({ entity: { id, title, handle, publishedAt, updatedAt }, version }) => ({
          shop,
          id,
          title,
          handle,
          published_at: publishedAt ?? null,
          updated_at: updatedAt,
          version,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['shop', 'id']).doUpdateSet(excluded(columns)).where(isNewer('collection')),
      )
      .execute(),
  );
}
