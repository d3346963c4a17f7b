import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';
import { understandAgain } from '../facts/store.server.ts';
import type { HeardCustomer } from '../heard.ts';
import { excluded, inChunks, isNewer } from '../upsert.ts';
import { type JoinedTelling, joinTellings, PARTS, type Part } from './join-tellings.ts';

/** What every telling of a customer says. */
const ALWAYS = ['email', 'first_name', 'last_name', 'locale', 'created_at', 'updated_at', 'version'] as const;

export async function applyCustomers(
  trx: Trx,
  shop: string,
  heard: readonly HeardCustomer[],
  now: number,
): Promise<void> {
  if (heard.length === 0) return;
  const customers = joinTellings(heard, now);
  await understandAgain(trx, shop, await toldUnheard(trx, shop, customers));
  await inChunks(customers, 16, (some) =>
    trx
      .insertInto('customer')
      .values(some.map((customer) => customerRow(shop, customer)))
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'id'])
          .doUpdateSet(newestOfEach())
          .where(sql<SqlBool>`(${sql.join([isNewer('customer'), ...PARTS.map(isNewerPart)], sql` or `)})`),
      )
      .execute(),
  );
  // told by the backfill alone, so it is kept apart from what webhooks tell
  const grouped = customers.filter(({ latest }) => latest.entity.shopifyRfm !== undefined);
  await inChunks(grouped, 17, (some) =>
    trx
      .insertInto('customer')
      .values(
        some.map((customer) => ({
          ...customerRow(shop, customer),
          shopify_rfm: customer.latest.entity.shopifyRfm ?? null,
        })),
      )
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(['shopify_rfm'])))
      .execute(),
  );
}

/**
 * The facts that bring a known customer to be understood again although no new fact will tell of her: of two states of
 * one second the fact may be known while the row still takes the other, and history tells of her coming only.
 */
async function toldUnheard(trx: Trx, shop: string, customers: readonly JoinedTelling[]): Promise<string[]> {
  const known = new Map(
    customers.flatMap(({ latest: { entity } }) => (entity.createdAt === null ? [] : [[entity.id, entity]])),
  );
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

const COLUMNS = {
  phone: ['phone'],
  place: ['country', 'city'],
  tags: ['tags'],
} as const satisfies Record<Part, readonly string[]>;

/** Of each column the value that the newest telling says which says it: the same in whatever order they come. */
function newestOfEach(): Record<string, RawBuilder<never>> {
  const chosen = (column: string, newer: RawBuilder<SqlBool>, kept = sql.ref(`customer.${column}`)) =>
    [column, sql<never>`case when ${newer} then ${sql.ref(`excluded.${column}`)} else ${kept} end`] as const;
  return Object.fromEntries([
    ...ALWAYS.map((column) => chosen(column, isNewer('customer'))),
    ...PARTS.flatMap((part) => [
      ...COLUMNS[part].map((column) => chosen(column, isNewerPart(part))),
      chosen(`${part}_version`, isNewerPart(part), versionOfPart(part)),
    ]),
  ]);
}

/** A row of an earlier release has its parts from where it has the rest. */
const versionOfPart = (part: Part) =>
  sql<string | null>`coalesce(${sql.ref(`customer.${part}_version`)}, customer.version)`;

function isNewerPart(part: Part): RawBuilder<SqlBool> {
  const told = sql.ref(`excluded.${part}_version`);
  return sql<SqlBool>`(${told} > ${versionOfPart(part)}
    or (${versionOfPart(part)} is null and ${told} <> '' and excluded.updated_at >= customer.updated_at))`;
}

function customerRow(shop: string, { latest: { entity: customer, version }, told }: JoinedTelling) {
  return {
    shop,
    id: customer.id,
    email: customer.email,
    phone: told.phone?.entity.phone ?? null,
    first_name: customer.firstName,
    last_name: customer.lastName,
    locale: customer.locale,
    country: told.place?.entity.country ?? null,
    city: told.place?.entity.city ?? null,
    tags: JSON.stringify(told.tags?.entity.tags ?? []),
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
    version,
    // an empty text where it was never told: whatever tells it is newer
    phone_version: told.phone?.version ?? '',
    place_version: told.place?.version ?? '',
    tags_version: told.tags?.version ?? '',
  };
}
