import { LOCATION, LOCATIONS } from '../../shop/location.ts';
import { gid, type GraphContext } from '../context.ts';

export function locationNode(
  { devstore }: GraphContext,
  location: (typeof LOCATIONS)[number] = LOCATION,
): Record<string, unknown> {
  const { createdAt } = devstore.store.shop;
  return {
    __typename: 'Location',
    id: gid('Location', location.id),
    legacyResourceId: location.id,
    name: location.name,
    isActive: true,
    isPrimary: location === LOCATION,
    fulfillsOnlineOrders: location === LOCATION,
    shipsInventory: location === LOCATION,
    createdAt,
    updatedAt: createdAt,
  };
}
