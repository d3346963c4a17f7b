import { sql, type SqlBool } from 'kysely';
import type { Database } from '../../platform/db/db.ts';
import type { Mover } from './history.server.ts';

export interface Differing {
  rows: (Mover & { shopify_rfm: string })[];
  /** of the following page; null on the last */
  next: string | null;
}

const PAGE = 50;

/** Contacts whom Shopify puts into another group than ours, those who spent most first, by key. */
export async function differingFromShopify(db: Database, shop: string, after: string | null): Promise<Differing> {
  let query = db.read
    .selectFrom('contact')
    .select(['id', 'email', 'first_name', 'last_name', 'orders_count', 'net_spent', 'currency', 'last_order_at'])
    .select(['rfm_group', sql<string>`lower(shopify_rfm)`.as('shopify_rfm')])
    .where('shop', '=', shop)
    .where('shopify_rfm', 'is not', null)
    .where('orders_count', '>', 0)
    .where(sql<SqlBool>`lower(shopify_rfm) <> rfm_group`)
    .orderBy('net_spent', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGE + 1);
  const [, spent, id] = /^(-?\d+) (.+)$/.exec(after ?? '') ?? [];
  if (spent !== undefined && id !== undefined) {
    query = query.where(sql<SqlBool>`(net_spent, id) < (${Number(spent)}, ${id})`);
  }
  const rows = await query.execute();
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return { rows: page, next: rows.length > PAGE && last ? `${last.net_spent} ${last.id}` : null };
}
