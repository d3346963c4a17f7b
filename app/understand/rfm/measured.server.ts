import { sql } from 'kysely';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { padded } from '../contacts/padded.ts';
import type { Measure } from './measure.ts';

export interface Measured {
  orders: number;
  /** minor units */
  spent: number;
}

export const NOTHING_MEASURED: Measured = { orders: 0, spent: 0 };

/**
 * What contacts bought by a measure other than the one that their rows hold. Who is not named bought nothing by it.
 * @param until the first instant that is out; null: none is
 */
export async function measuredOf(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
  { since, beforeRefunds }: Measure,
  until: number | null = null,
): Promise<Map<string, Measured>> {
  if (contacts.length === 0) return new Map();
  const spent = beforeRefunds ? sql`o.total` : sql`o.total - o.refunded`;
  // the joins cross, and the time is added to: SQLite is not to walk the orders of the whole shop by time
  const { rows } = await sql<{ contact: string; orders: number; spent: number }>`
    select i.contact as contact, count(*) as orders, sum(${spent}) as spent
    from identity as i cross join orders as o
    where i.shop = ${shop} and i.contact in (${sql.join(padded(contacts))}) and i.kind in ('customer', 'email')
      and o.shop = i.shop and o.identity = i.id and o.counted = 1
      ${since === null ? sql`` : sql`and o.placed_at + 0 >= ${since}`}
      ${until === null ? sql`` : sql`and o.placed_at + 0 < ${until}`}
    group by i.contact`.execute(reader);
  return new Map(
    rows.map(({ contact, orders, spent: sum }) => [contact, { orders: Number(orders), spent: Number(sum) }]),
  );
}
