import type { Trx } from '../../platform/db/db.ts';
import { understandAgain } from '../facts/store.server.ts';
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
  await understandAgain(trx, shop, await toldUnheard(trx, shop, customers));
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

/**
 * The facts that bring a known customer to be understood again although no new fact will tell of her: of two states of
 * one second the fact may be known while the row still takes the other, and history tells of her coming only.
 */
async function toldUnheard(trx: Trx, shop: string, customers: readonly Versioned<HeardCustomer>[]): Promise<string[]> {
  const known = new Map(customers.flatMap(({ entity }) => (entity.createdAt === null ? [] : [[entity.id, entity]])));
  const again: string[] = [];
  await inChunks([...known.keys()], 1, async (some) => {
    const rows = await trx
      .selectFrom('customer')
      .select(['id', 'updated_at'])
      .where('shop', '=', shop)
      .where('id', 'in', some)
      .execute();
    for (const { id, updated_at } of rows) {
      const told = known.get(id);
      if (told && (told.shopifyRfm !== undefined || told.updatedAt === updated_at))
        again.push(`customer:${id}:created`);
    }
  });
  return again;
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
