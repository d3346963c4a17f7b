import type { HistoryCollectionFragment } from '../../platform/shopify/generated/graphql.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import type { ToldMembers } from '../catalog/members.server.ts';
import type { HeardCollection } from '../heard.ts';
import type { AsRead } from './as-read.ts';

/** @param products all that are in it, also those of further pages */
export function readCollection(
  told: HistoryCollectionFragment,
  products: readonly { id: string }[],
  { toldAt }: Pick<AsRead, 'toldAt'>,
): { collection: HeardCollection; members: ToldMembers } {
  const id = legacyId(told.id);
  return {
    collection: { id, title: told.title, handle: told.handle, updatedAt: Date.parse(told.updatedAt), toldAt },
    members: { collection: id, products: products.map((product) => legacyId(product.id)), toldAt },
  };
}
