// A shop of very many customers for the figures of RFM, made by the database itself from each row's own number.
import { sql } from 'kysely';
import type { Database } from '../app/platform/db/db.ts';
import { SHOP } from './app-process.ts';

const PAGE = 50_000;

/** Everybody has bought: most once or twice, some often; sums and days are spread without a pattern in the ids. */
export async function fillCustomers(db: Database, count: number, now: number): Promise<void> {
  const mixed = '((i * 48271) % 2147483647)';
  const orders = `(case when i % 10 < 6 then 1 when i % 10 < 8 then 2 else 3 + (i / 10) % 18 end)`;
  const ago = `cast(${now} - (((i * 104729) % 63072000) * ((i * 193) % 1000) / 1000) * 1000 as bigint)`;
  for (let from = 1; from <= count; from += PAGE) {
    const to = Math.min(count, from + PAGE - 1);
    const statement = `insert into contact (shop, id, stage, email, search, orders_count, net_spent, currency,
        first_order_at, last_order_at, first_seen_at, last_seen_at, updated_at)
      with recursive n(i) as (select cast(${from} as bigint) union all select i + 1 from n where i < ${to})
      select '${SHOP}', 'c' || ${mixed}, 'customer', 'person' || i || '@example.com', 'person' || i, ${orders},
        cast(${orders} * (900 + (i * 7919) % 17000) as bigint), 'EUR', ${ago}, ${ago}, ${ago}, ${ago}, 0 from n`;
    await db.write((trx) => sql.raw(statement).execute(trx));
  }
  if (db.dialect === 'postgres') await sql`analyze`.execute(db.read);
}

/** A day's orders: each hundredth customer buys again. */
export async function buyAgain(db: Database, at: number): Promise<void> {
  await db.write((trx) =>
    sql`update contact set orders_count = orders_count + 1, net_spent = net_spent + 4500, last_order_at = ${at}
      where shop = ${SHOP} and id like '%77'`.execute(trx),
  );
}
