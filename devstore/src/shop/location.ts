import type { Variant } from './types.ts';

/** Where online orders are sent from. */
export const LOCATION = { id: '68100001337', name: 'Main warehouse' } as const;
/** The shop in the street, with a stock of its own: empty until somebody puts something there. */
export const STREET_SHOP = { id: '68100001338', name: 'Street shop' } as const;

export const LOCATIONS = [LOCATION, STREET_SHOP] as const;

/** What a variant's total is made of. */
export function availableAt(variant: Variant, locationId: string): number {
  const inStreet = variant.inStreetShop ?? 0;
  return locationId === STREET_SHOP.id ? inStreet : variant.inventoryQuantity - inStreet;
}
