// A shop whose contacts have done many kinds of things, made by the database itself: the SQL is the same on SQLite and
// PostgreSQL, and every number comes from the row's own, so that each run has the same shop.
import { sql } from 'kysely';
import type { Database } from '../app/platform/db/db.ts';

const PRODUCTS = 2000;
/** rows that one transaction writes */
const PAGE = 100_000;
const KINDS = [
  'product.viewed',
  'page.viewed',
  'collection.viewed',
  'cart.changed',
  'checkout.started',
  'order.placed',
];
const COUNTRIES = ['IT', 'FR', 'DE', 'ES', 'US'];
const PAGES = ['/pages/sizes', '/collections/red-shoes', '/blogs/news/lamps', '/pages/about', '/collections/lamps'];

/** So many contacts with some facts each, a third of them with an order; facts lie in the order they came, not by contact. */
export async function fillConditionShop(
  db: Database,
  { shop, contacts, factsEach, now }: { shop: string; contacts: number; factsEach: number; now: number },
): Promise<void> {
  const whose = `'c' || ((1 + (i * 48271) % ${contacts}) * 69621 % 2147483647)`;
  const ago = `cast(${now} - ((i * 7919) % 34560000) * 1000 as bigint)`;
  const pick = (values: readonly string[], by: string) =>
    `(case ${by} % ${values.length} ${values.map((value, at) => `when ${at} then '${value}'`).join(' ')} end)`;
  const kind = pick(KINDS, '((i * 31) / 7)');
  const tables: [table: string, count: number, columns: Record<string, string>][] = [
    [
      'product',
      PRODUCTS,
      {
        id: "'' || i",
        title: "'Product ' || i",
        handle: "'product-' || i",
        status: "'active'",
        vendor: pick(['Dune', 'Tide', 'Reef', 'Cove'], 'i'),
        type: pick(['Lamp', 'Towel'], '(i / 4)'),
        price: 'cast(1000 + i as bigint)',
        currency: "'EUR'",
        updated_at: '0',
      },
    ],
    [
      'contact',
      contacts,
      {
        id: `'c' || (i * 69621 % 2147483647)`,
        email: "'person' || i || '@example.com'",
        country: pick(COUNTRIES, '(i / 7)'),
        orders_count: 'case when i % 3 = 0 then 1 else 0 end',
        net_spent: 'cast(case when i % 3 = 0 then 2000 + (i * 37) % 15000 else 0 end as bigint)',
        score: '(i * 17) % 230 - 20',
        stage: pick(['visitor', 'lead', 'mql', 'customer'], '(i / 3)'),
        birthday: `case when i % 4 = 0 then ${pick(['11', '12', '01'], '(i / 4)')} || '-' || ${pick(['03', '14', '25'], '(i / 12)')} end`,
        first_seen_at: ago,
        last_seen_at: ago,
        updated_at: '0',
      },
    ],
    [
      'identity',
      contacts,
      {
        id: "'customer:' || i",
        kind: "'customer'",
        contact: `'c' || (i * 69621 % 2147483647)`,
        created_at: '0',
      },
    ],
    [
      'fact',
      contacts * factsEach,
      {
        id: "'pixel:' || i",
        kind,
        occurred_at: ago,
        received_at: ago,
        identity: "'client:' || i",
        verified: '0',
        subject: `case when ${kind} = 'page.viewed' then ${pick(PAGES, '(i / 11)')} else '' || (1 + (i * 13) % ${PRODUCTS}) end`,
        amount: `case when ${kind} = 'order.placed' then cast(2000 + (i * 37) % 15000 as bigint) end`,
        contact: whose,
        progress: '3',
      },
    ],
    [
      'orders',
      Math.floor(contacts / 3),
      {
        id: "'' || i",
        identity: "'customer:' || (i * 3)",
        currency: "'EUR'",
        total: '5000',
        placed_at: ago,
        updated_at: '0',
      },
    ],
    [
      'order_line',
      Math.floor(contacts / 3) * 2,
      {
        order_id: "'' || ((i + 1) / 2)",
        id: "'' || (i % 2)",
        product_id: `'' || (1 + (i * 13) % ${PRODUCTS})`,
        title: "'x'",
        quantity: '1',
        price: '2500',
        placed_at: ago,
      },
    ],
  ];
  for (const [table, count, columns] of tables) {
    for (let from = 1; from <= count; from += PAGE) {
      const names = ['shop', ...Object.keys(columns)].map((name) => `"${name}"`).join(', ');
      const statement = `insert into "${table}" (${names})
        with recursive n(i) as (select cast(${from} as bigint) union all select i + 1 from n where i < ${Math.min(count, from + PAGE - 1)})
        select '${shop}', ${Object.values(columns).join(', ')} from n`;
      await db.write((trx) => sql.raw(statement).execute(trx));
    }
  }
  await db.write((trx) => sql`analyze`.execute(trx));
}
