import { sql } from 'kysely';
import { DAY } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';

/** So long Shopify may still ask what became of a delivery; its text is gone already. */
const KEPT = 30 * DAY;
const BATCH = 100;
/** named, so that the index leads to the first and the last of each */
const STATES = ['queued', 'done', 'attention', 'discarded'];

interface Stranger {
  shop: string;
  /** when the oldest of what stands of it may go */
  at: number;
  /** when all of it may go */
  allAt: number;
}

/**
 * Shops that Shopify still wrote to us about after they were erased, or that were never here, and when what stands of
 * them may go. Walks from shop to shop through the index.
 */
export async function strangers(db: Database, only?: string): Promise<Stranger[]> {
  const each = (which: 'min' | 'max') =>
    sql`(select ${sql.raw(which)}(at) from (${sql.join(
      STATES.map(
        (state) => sql`select (select ${sql.raw(which)}(received_at) from inbox
          where inbox.shop = sender.shop and inbox.state = ${state}) as at`,
      ),
      sql` union all `,
    )}) as instants)`;
  const { rows } = await sql<{ shop: string; first: number | null; last: number | null }>`
    with recursive sender(shop) as (
      select min(shop) from inbox
      union all
      select (select min(inbox.shop) from inbox where inbox.shop > sender.shop) from sender where sender.shop is not null
    )
    select shop, ${each('min')} as first, ${each('max')} as last
    from sender
    where shop is not null and not exists (select 1 from shop where shop.shop = sender.shop)
    ${only === undefined ? sql`` : sql`and shop = ${only}`}`.execute(db.read);
  return rows.map(({ shop, first, last }) => ({ shop, at: Number(first) + KEPT, allAt: Number(last) + KEPT }));
}

/** Of a shop that goes on being written about the oldest goes. @returns how many rows */
export async function letOldestGo(db: Database, shop: string, now: number): Promise<number> {
  const old = await db.read
    .selectFrom('inbox')
    .select('id')
    .where('shop', '=', shop)
    .where('state', 'in', STATES)
    .where('received_at', '<=', now - KEPT)
    .limit(BATCH)
    .execute();
  if (old.length === 0) return 0;
  const ids = old.map((row) => row.id);
  await db.write((trx) => trx.deleteFrom('inbox').where('shop', '=', shop).where('id', 'in', ids).execute());
  return ids.length;
}
