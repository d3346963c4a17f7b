import { identityKind } from '../../listen/facts/fact.ts';
import { excluded, inChunks } from '../../listen/upsert.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { Resolved } from './resolve.server.ts';

/** Writes what a batch said about who is who. */
export async function writeIdentities(trx: Trx, shop: string, resolved: Resolved): Promise<void> {
  await inChunks(resolved.identities, 5, (some) =>
    trx
      .insertInto('identity')
      .values(
        some.map(({ id, contact, createdAt }) => ({
          shop,
          id,
          kind: identityKind(id),
          contact,
          created_at: createdAt,
        })),
      )
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(['contact', 'created_at'])))
      .execute(),
  );
  await inChunks(resolved.links, 4, (some) =>
    trx
      .insertInto('link')
      .values(some.map((link) => ({ shop, ...link })))
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'a', 'b'])
          .doUpdateSet(excluded(['at']))
          .whereRef('excluded.at', '<', 'link.at'),
      )
      .execute(),
  );
  await inChunks(resolved.sightings, 4, (some) =>
    trx
      .insertInto('sighting')
      .values(some.map((sighting) => ({ shop, ...sighting })))
      .onConflict((conflict) => conflict.columns(['shop', 'soft', 'hard', 'at']).doNothing())
      .execute(),
  );
}
