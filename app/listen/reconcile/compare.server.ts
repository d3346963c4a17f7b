import type { Trx } from '../../platform/db/db.ts';
import type { Batch } from '../backfill/batch.server.ts';
import { inChunks } from '../upsert.ts';
import { type Reconciled, type Swept, tellable } from './rules.ts';

const TABLES = {
  products: { table: 'product', key: 'id', speaks: null },
  customers: { table: 'customer', key: 'id', speaks: 'customer' },
  orders: { table: 'orders', key: 'id', speaks: 'order' },
  articles: { table: 'article', key: 'id', speaks: null },
  collections: { table: 'collection', key: 'id', speaks: null },
  checkouts: { table: 'checkout', key: 'token', speaks: 'checkout' },
} as const;

type Kind = Reconciled | Swept;

export interface Compared {
  /** what has to be heard: the missing and the newer, with their facts */
  batch: Batch;
  missing: number;
  outdated: number;
  /** the ids of both */
  changed: ReadonlySet<string>;
}

/** Sets what Shopify tells against what is known here. */
export async function compare(trx: Trx, shop: string, kind: Kind, batch: Batch): Promise<Compared> {
  const told = statesOf(kind, batch);
  const known = await knownStates(trx, shop, kind, [...told.keys()]);
  const changed = new Set<string>();
  let missing = 0;
  for (const [id, updatedAt] of told) {
    const here = known.get(id);
    if (here === undefined) missing++;
    if (here === undefined || here < updatedAt) changed.add(id);
  }
  const { speaks } = TABLES[kind];
  const speakers = new Set([...changed].map((id) => `${speaks}:${id}`));
  const { heard } = batch;
  return {
    missing,
    outdated: changed.size - missing,
    changed,
    batch: {
      ...batch,
      articles: batch.articles.filter(({ id }) => changed.has(id)),
      heard: {
        ...heard,
        products: heard.products.filter(({ id }) => changed.has(id)),
        customers: heard.customers.filter(({ id }) => changed.has(id)),
        orders: heard.orders.filter(({ id }) => changed.has(id)),
        collections: heard.collections.filter(({ id }) => changed.has(id)),
        checkouts: heard.checkouts.filter(({ token }) => changed.has(token)),
        facts: tellable(heard.facts, speakers),
      },
    },
  };
}

function statesOf(kind: Kind, { heard, articles }: Batch): Map<string, number> {
  if (kind === 'articles') return new Map(articles.map(({ id, updatedAt }) => [id, updatedAt]));
  if (kind === 'checkouts') return new Map(heard.checkouts.map(({ token, updatedAt }) => [token, updatedAt]));
  return new Map(heard[kind].map(({ id, updatedAt }) => [id, updatedAt]));
}

async function knownStates(trx: Trx, shop: string, kind: Kind, ids: readonly string[]) {
  const { table, key } = TABLES[kind];
  const known = new Map<string, number>();
  await inChunks(ids, 1, async (some) => {
    const rows = await trx
      .selectFrom(table)
      .select((eb) => [
        eb
          .ref(`${table}.${key}` as never)
          .$castTo<string>()
          .as('id'),
        `${table}.updated_at` as const,
      ])
      .where(`${table}.shop`, '=', shop)
      .where(`${table}.${key}` as never, 'in', some as never)
      .execute();
    for (const { id, updated_at } of rows) known.set(id, Number(updated_at));
  });
  return known;
}
