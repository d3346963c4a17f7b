import { sql } from 'kysely';
import type { Reader } from '../../platform/db/db.ts';

/**
 * Shops with facts that have come this far and no further: what the wing behind has to take up, and since when. Steps
 * from shop to shop through the index, for the facts that wait may be many where the shops are few; the first of a shop
 * is among its oldest, which is near enough.
 */
export async function shopsWithFacts(
  read: Reader,
  progress: number,
  now: number,
): Promise<{ shop: string; at: number }[]> {
  const { rows } = await sql<{ shop: string; at: number | null }>`
    with recursive waiting(shop) as (
      select min(shop) from fact where progress = ${sql.lit(progress)}
      union all
      select (select min(fact.shop) from fact where fact.progress = ${sql.lit(progress)} and fact.shop > waiting.shop)
      from waiting where waiting.shop is not null
    )
    select shop, (
      select received_at from fact where fact.progress = ${sql.lit(progress)} and fact.shop = waiting.shop limit 1
    ) as at
    from waiting where shop is not null`.execute(read);
  return rows.map(({ shop, at }) => ({ shop, at: Math.min(at ?? now, now) }));
}
