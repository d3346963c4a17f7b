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

const GROUPS = [
  'champions',
  'loyal',
  'active',
  'new',
  'promising',
  'needs_attention',
  'almost_lost',
  'at_risk',
  'dormant',
];
/** of each customer within the year */
const CHANGES = 10;
const YEAR = 365;

/**
 * A year of changes up to a day: of each ten contacts four have bought, and stand elsewhere ten times, in another group two
 * times of three.
 */
export async function fillHistory(db: Database, until: number): Promise<void> {
  const day = (ago: number) => new Date(until - ago * 86_400_000).toISOString().slice(0, 10);
  const days = Array.from({ length: YEAR }, (_, ago) => `(${ago}, '${day(ago)}')`).join(',');
  const groups = GROUPS.map((group, at) => `(${at}, '${group}')`).join(',');
  for (let change = 0; change < CHANGES; change++) {
    const mixed = 'cast(substr(contact.id, 2) as bigint)';
    const place = `(${mixed} + ${Math.floor((change * 2) / 3)}) % ${GROUPS.length}`;
    const ago = `(${(CHANGES - 1 - change) * 36} + (${mixed} / ${change + 7}) % 36)`;
    const statement = `with day(ago, name) as (values ${days}), grp(at, name) as (values ${groups})
      insert into rfm_change (shop, contact, day, r, f, m, rfm_group)
      select contact.shop, contact.id, day.name, 1 + (${mixed} + ${change}) % 5, 1 + ${mixed} % 5, 3, grp.name
      from contact join day on day.ago = ${ago} join grp on grp.at = ${place} where contact.shop = '${SHOP}' and ${mixed} % 10 < 4`;
    await db.write((trx) => sql.raw(statement).execute(trx));
  }
  const counts = `with day(ago, name) as (values ${days}), grp(at, name) as (values ${groups})
    insert into rfm_day (shop, day, rfm_group, count, orders, revenue)
    select '${SHOP}', day.name, grp.name, 1000 + day.ago, 2000, 3000000 from day cross join grp`;
  await db.write((trx) => sql.raw(counts).execute(trx));
  // as the server does by itself within a minute: what an index alone answers then needs no look at the table
  if (db.dialect === 'postgres') await sql`vacuum analyze`.execute(db.read);
}
