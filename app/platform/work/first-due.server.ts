import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Reader, Tables } from '../db/db.ts';

interface Options {
  /** of one shop alone */
  shop?: string | undefined;
  /** of shops that have uninstalled, too */
  left?: true;
}

type First<Table extends keyof Tables> = SelectQueryBuilder<Tables, 'shop' | Table, unknown>;

/**
 * When the first row of each shop is due: looked up for each by its own index, never as the least of all that wait.
 * @param first the instant (ms) of the first row of `shop.shop`
 */
export async function firstDue<Table extends keyof Tables>(
  reader: Reader,
  first: (eb: ExpressionBuilder<Tables, 'shop'>) => First<Table>,
  { shop, left }: Options = {},
): Promise<{ shop: string; at: number }[]> {
  const rows = await reader
    .selectFrom('shop')
    .select((eb) => ['shop.shop', sql<number | null>`${first(eb)}`.as('at')])
    .$if(left !== true, (query) => query.where('uninstalled_at', 'is', null))
    .$if(shop !== undefined, (query) => query.where('shop.shop', '=', shop ?? ''))
    .execute();
  return rows.flatMap(({ shop, at }) => (at === null ? [] : [{ shop, at: Number(at) }]));
}
