import { LOCATION } from '../../shop/location.ts';
import { gid, type GraphContext } from '../context.ts';

export function locationNode({ devstore }: GraphContext): Record<string, unknown> {
  const { createdAt } = devstore.store.shop;
  return {
    __typename: 'Location',
    id: gid('Location', LOCATION.id),
    legacyResourceId: LOCATION.id,
    name: LOCATION.name,
    isActive: true,
    isPrimary: true,
    fulfillsOnlineOrders: true,
    shipsInventory: true,
    createdAt,
    updatedAt: createdAt,
  };
}
