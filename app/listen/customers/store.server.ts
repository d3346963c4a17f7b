import type { Trx } from '../../platform/db/db.ts';
import type { HeardCustomer } from '../heard.ts';
import { excluded, inChunks, newest } from '../upsert.ts';

const TOLD = [
  'email',
  'phone',
  'first_name',
  'last_name',
  'locale',
  'country',
  'tags',
  'created_at',
  'updated_at',
] as const;

export async function applyCustomers(trx: Trx, shop: string, heard: readonly HeardCustomer[]): Promise<void> {
  if (heard.length === 0) return;
  const customers = newest(
    heard,
    (customer) => customer.id,
    (customer) => customer.updatedAt,
  );
  await inChunks(customers, 11, (some) =>
    trx
      .insertInto('customer')
      .values(some.map((customer) => customerRow(shop, customer)))
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'id'])
          .doUpdateSet(excluded(TOLD))
          .whereRef('excluded.updated_at', '>=', 'customer.updated_at'),
      )
      .execute(),
  );
  // told by the backfill alone, so it is kept apart from what webhooks tell
  const grouped = customers.filter((customer) => customer.shopifyRfm !== undefined);
  await inChunks(grouped, 12, (some) =>
    trx
      .insertInto('customer')
      .values(some.map((customer) => ({ ...customerRow(shop, customer), shopify_rfm: customer.shopifyRfm })))
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(['shopify_rfm'])))
      .execute(),
  );
}

function customerRow(shop: string, customer: HeardCustomer) {
  return {
    shop,
    id: customer.id,
    email: customer.email,
    phone: customer.phone,
    first_name: customer.firstName,
    last_name: customer.lastName,
    locale: customer.locale,
    country: customer.country,
    tags: JSON.stringify(customer.tags),
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
  };
}
