import type { Trx } from '../../platform/db/db.ts';
import type { HeardCustomer } from '../heard.ts';
import { excluded, inChunks, isNewer, newestVersions } from '../upsert.ts';
import type { Versioned } from '../version.ts';

const TOLD = [
  'email',
  'phone',
  'first_name',
  'last_name',
  'locale',
  'country',
  'city',
  'tags',
  'created_at',
  'updated_at',
  'version',
] as const;

export async function applyCustomers(
  trx: Trx,
  shop: string,
  heard: readonly HeardCustomer[],
  now: number,
): Promise<void> {
  if (heard.length === 0) return;
  const customers = newestVersions(heard, (customer) => customer.id, now);
  await inChunks(customers, 13, (some) =>
    trx
      .insertInto('customer')
      .values(some.map((customer) => customerRow(shop, customer)))
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(TOLD)).where(isNewer('customer')))
      .execute(),
  );
  // told by the backfill alone, so it is kept apart from what webhooks tell
  const grouped = customers.filter(({ entity }) => entity.shopifyRfm !== undefined);
  await inChunks(grouped, 14, (some) =>
    trx
      .insertInto('customer')
      .values(some.map((customer) => ({ ...customerRow(shop, customer), shopify_rfm: customer.entity.shopifyRfm })))
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(['shopify_rfm'])))
      .execute(),
  );
}

function customerRow(shop: string, { entity: customer, version }: Versioned<HeardCustomer>) {
  return {
    shop,
    id: customer.id,
    email: customer.email,
    phone: customer.phone,
    first_name: customer.firstName,
    last_name: customer.lastName,
    locale: customer.locale,
    country: customer.country,
    city: customer.city ?? null,
    tags: JSON.stringify(customer.tags),
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
    version,
  };
}
