import { sql } from 'kysely';
import { DAY } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';

/** So long Shopify may still ask what became of a delivery; its text is gone already. */
const KEPT = 30 * DAY;

/**
 * Shops that Shopify still wrote to us about after they were erased, or that were never here, and since when what stands
 * of them may go. Walks from shop to shop through the index.
 */
export async function strangers(db: Database, only?: string): Promise<{ shop: string; at: number }[]> {
  const { rows } = await sql<{ shop: string; at: number }>`
    with recursive sender(shop) as (
      select min(shop) from inbox
      union all
      select (select min(inbox.shop) from inbox where inbox.shop > sender.shop) from sender where sender.shop is not null
    )
    select shop, (select max(received_at) from inbox where inbox.shop = sender.shop) as at
    from sender
    where shop is not null and not exists (select 1 from shop where shop.shop = sender.shop)
    ${only === undefined ? sql`` : sql`and shop = ${only}`}`.execute(db.read);
  return rows.map(({ shop, at }) => ({ shop, at: Number(at) + KEPT }));
}
