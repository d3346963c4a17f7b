// A shop of 100,000 contacts and 1,000,000 facts, made by the database itself in some seconds: the SQL is the same on
// SQLite and PostgreSQL, and every number comes from the row's own, so that each run has the same shop.
import { sql } from 'kysely';
import type { Database } from '../app/platform/db/db.ts';

export const CONTACTS = 100_000;
export const FACTS = 1_000_000;
const PRODUCTS = 2000;
const CHECKOUTS = 60_000;
const MESSAGES = 30_000;
const DECISIONS = 100_000;
const DELIVERIES = 50_000;
const DAY = 86_400_000;
/** rows that one transaction writes */
const PAGE = 50_000;

/** The contact that has done more than anybody reads in one go. */
export const LONGEST = contactId('1');

const FIRST = ['Anna', 'Bruno', 'Carla', 'Dario', 'Elena', 'Fabio', 'Giulia', 'Hugo', 'Irene', 'Jonas', 'Karin'];
const LAST = ['Rossi', 'Bianchi', 'Moretti', 'Greco', 'Conti', 'Schmidt', 'Weber', 'Martin', 'Lopez', 'Nowak'];
const KINDS = [
  'product.viewed',
  'page.viewed',
  'collection.viewed',
  'cart.changed',
  'checkout.started',
  'order.placed',
];

/** Everything that a shop's history leaves; what was there before goes. */
export async function fillBigShop(db: Database, shop: string, now: number): Promise<void> {
  for (const table of EMPTIED) {
    await db.write((trx) => trx.deleteFrom(table).where('shop', '=', shop).execute());
  }
  for (const [count, text] of fillings(shop, now)) {
    for (let from = 1; from <= count; from += PAGE) {
      const to = Math.min(count, from + PAGE - 1);
      const statement = text.replaceAll('$FROM', String(from)).replaceAll('$TO', String(to));
      await db.write((trx) => sql.raw(statement).execute(trx));
    }
  }
  const cuts = { binning: 'quantile', r: [23, 61, 122, 240], f: [1, 1, 2, 4], m: [40, 80, 160, 320] };
  const midnight = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Rome', dateStyle: 'short' }).format(now);
  await db.write((trx) =>
    trx
      .updateTable('shop')
      .set({ rfm_cuts: JSON.stringify(cuts), rfm_day: midnight, timezone: 'Europe/Rome' })
      .where('shop', '=', shop)
      .execute(),
  );
  await db.write((trx) =>
    trx
      .updateTable('task')
      .set({ state: 'done', ended_at: now })
      .where('shop', '=', shop)
      .where('state', '<>', 'done')
      .execute(),
  );
  await sql`analyze`.execute(db.read).catch(() => db.write((trx) => sql`analyze`.execute(trx)));
}

const EMPTIED = [
  'inbox',
  'product',
  'variant',
  'customer',
  'cart',
  'cart_line',
  'checkout',
  'orders',
  'order_line',
  'refund',
  'fact',
  'contact',
  'identity',
  'sighting',
  'link',
  'contact_tag',
  'consent',
  'score_entry',
  'decision',
  'enrolment',
  'step',
  'message',
  'credit',
] as const;

/** A page of numbered rows inserted into a table. `$FROM` and `$TO` stand for the page's numbers. */
function numbered(table: string, columns: Record<string, string | number>, inner = ''): string {
  const names = Object.keys(columns).map((column) => `"${column}"`);
  const source = inner === '' ? 'n' : `(select i, ${inner} from n) as n`;
  return `insert into "${table}" (${names.join(', ')})
    with recursive n(i) as (select cast($FROM as bigint) union all select i + 1 from n where i < $TO)
    select ${Object.values(columns).join(', ')} from ${source}`;
}

const pick = (values: readonly string[], by: string) =>
  `(case ${by} % ${values.length} ${values.map((value, at) => `when ${at} then '${value}'`).join(' ')} end)`;

/** Scattered like the hashes that contacts really have: 48271 and 2^31 − 1 have no common factor. */
function contactId(number: string): string {
  return /^\d+$/.test(number)
    ? `c${(Number(number) * 48271) % 2147483647}`
    : `('c' || ((${number} * 48271) % 2147483647))`;
}

const GROUP = `(case when r is null then 'prospects' when r = 5 and fm > 3 then 'champions' when r >= 3 and fm > 3 then 'loyal'
  when r >= 4 and fm > 1 then 'active' when r = 5 then 'new' when r = 4 then 'promising'
  when r = 3 and fm > 2 then 'needs_attention' when r = 3 then 'almost_lost'
  when fm > 4 then 'previously_loyal' when fm > 2 then 'at_risk' else 'dormant' end)`;

const GROUPS = ['champions', 'loyal', 'active', 'promising', 'needs_attention', 'almost_lost', 'at_risk', 'dormant'];

function fillings(shop: string, now: number): [number, string][] {
  const own = `'${shop.replaceAll("'", "''")}'`;
  const ago = (seconds: string) => `cast(${now} - (${seconds}) * 1000 as bigint)`;
  const place = '(i * 7919) % 100';
  const contact = `
    (case when ${place} < 35 then 'visitor' when ${place} < 65 then 'lead' when ${place} < 85 then 'customer' else 'loyal' end) as stage,
    (case when ${place} < 65 then 0 when ${place} < 85 then 1 else 2 + i % 7 end) as orders_count,
    ${ago('(i * 104729) % 60480000')} as first_at,
    ${ago('((i * 104729) % 60480000) * ((i * 193) % 1000) / 1000')} as last_at,
    (case when ${place} < 65 then null else 1 + i % 5 end) as r,
    (case when ${place} < 65 then null when ${place} < 85 then 1 else 2 + i % 4 end) as f,
    (case when ${place} < 65 then null else 1 + (i / 5) % 5 end) as m,
    ((case when ${place} < 85 then 1 else 2 + i % 4 end) + 1 + (i / 5) % 5) / 2.0 as fm,
    ${pick(FIRST, 'i')} as first_name, ${pick(LAST, '(i / 11)')} as last_name,
    'person' || i || '@example.com' as email`;
  const named = (text: string) => `case when stage = 'visitor' then null else ${text} end`;
  const kind = pick(KINDS, '((j * 31) / 7)').replaceAll('j', 'i');
  const whose = `(case when i % 50 = 0 then 1 else 1 + (i * 48271) % ${CONTACTS} end)`;
  const second = '(i * 7919) % 34560000';
  return [
    [
      PRODUCTS,
      numbered('product', {
        shop: own,
        id: "'' || i",
        title: "'Product ' || i",
        handle: "'product-' || i",
        status: "'active'",
        price: 'cast(1000 + i as bigint)',
        currency: "'EUR'",
        updated_at: now,
      }),
    ],
    [
      CONTACTS,
      numbered(
        'contact',
        {
          shop: own,
          id: contactId('i'),
          stage: 'stage',
          email: named('email'),
          first_name: named('first_name'),
          last_name: named('last_name'),
          search: `case when stage = 'visitor' then '' else lower(first_name || ' ' || last_name || ' ' || email) end`,
          email_consent: `case when stage <> 'visitor' and i % 3 > 0 then 'subscribed' else 'not_subscribed' end`,
          orders_count: 'orders_count',
          net_spent: 'cast(orders_count * (2000 + (i * 37) % 15000) as bigint)',
          currency: `case when orders_count > 0 then 'EUR' else null end`,
          first_order_at: 'case when orders_count > 0 then first_at else null end',
          last_order_at: 'case when orders_count > 0 then last_at else null end',
          first_seen_at: 'first_at',
          last_seen_at: 'last_at',
          score: '(i * 17) % 230 - 20',
          r: 'r',
          f: 'f',
          m: 'm',
          rfm_group: GROUP,
          shopify_rfm: 'null',
          updated_at: now,
        },
        contact,
      ),
    ],
    [
      CONTACTS,
      numbered('identity', {
        shop: own,
        id: `'email:person' || i || '@example.com'`,
        kind: "'email'",
        contact: contactId('i'),
        created_at: ago('(i * 104729) % 60480000'),
      }),
    ],
    [
      FACTS,
      numbered('fact', {
        shop: own,
        id: "'pixel:' || i",
        kind,
        occurred_at: ago(second),
        received_at: ago(second),
        identity: `'email:person' || ${whose} || '@example.com'`,
        verified: 'cast(i % 2 as integer)',
        subject: `'' || (1 + (i * 13) % ${PRODUCTS})`,
        data: "'{}'",
        contact: contactId(whose),
        progress: 3,
      }),
    ],
    [
      CONTACTS * 2,
      numbered('score_entry', {
        shop: own,
        id: "'product.viewed:' || i",
        contact: contactId(`(1 + i % ${CONTACTS})`),
        rule: pick(['product.viewed', 'product.added', 'checkout.started'], 'i'),
        points: 'cast(1 + i % 9 as integer)',
        at: ago(second),
        fact: "'pixel:' || i",
      }),
    ],
    [
      DECISIONS,
      numbered('decision', {
        shop: own,
        id: "'d' || i",
        contact: contactId(`(1 + (i * 48271) % ${CONTACTS})`),
        kind: `case when i % 3 = 0 then 'stage.moved' else 'rfm.moved' end`,
        before: `case when i % 3 = 0 then ${pick(['visitor', 'lead', 'customer'], '(i / 3)')} else ${pick(GROUPS, 'i')} end`,
        after: `case when i % 3 = 0 then ${pick(['lead', 'customer', 'loyal'], '(i / 3)')} else ${pick(GROUPS, '(i * 5 + 3)')} end`,
        at: ago('(i * 7919) % 7776000'),
        progress: 3,
      }),
    ],
    [
      CHECKOUTS,
      numbered('checkout', {
        shop: own,
        token: "'k' || i",
        email: `'person' || i || '@example.com'`,
        total: 'cast(4000 + (i * 37) % 9000 as bigint)',
        currency: "'EUR'",
        created_at: ago(second),
        updated_at: ago(second),
      }),
    ],
    [
      CHECKOUTS,
      numbered('enrolment', {
        shop: own,
        id: "'e' || i",
        journey: "'recovery'",
        version: 1,
        contact: contactId('i'),
        subject: "'k' || i",
        arm: "'treated'",
        node: "'mail'",
        state: `case when i % 60 = 0 then 'waiting' else 'completed' end`,
        due_at: cast(now + 30 * DAY),
        entered_at: ago(second),
      }),
    ],
    [
      CHECKOUTS * 2,
      numbered('step', {
        shop: own,
        enrolment: "'e' || ((i + 1) / 2)",
        seq: 'cast(i % 2 as integer)',
        node: `case when i % 2 = 0 then 'wait' else 'mail' end`,
        visit: 0,
        outcome: `case when i % 2 = 0 then 'passed' else 'queued' end`,
        reason: `'{}'`,
        at: ago(second),
      }),
    ],
    [
      MESSAGES,
      numbered('message', {
        shop: own,
        id: "'m' || i",
        dedupe_key: "'j:e' || i || ':mail:0'",
        contact: contactId('i'),
        enrolment: "'e' || i",
        journey: "'recovery'",
        channel: "'email'",
        template: "'recovery'",
        subject_id: "'k' || i",
        address: `'person' || i || '@example.com'`,
        state: `case when i % 50 = 0 then 'skipped' when i % 4999 = 0 then 'unknown' when i % 1999 = 0 then 'refused' else 'submitted' end`,
        due_at: ago(second),
        subject_line: "'You left something'",
        body_html: `'<p>a mail of some length</p>'`,
        created_at: ago(second),
        submitted_at: ago(second),
      }),
    ],
    [
      MESSAGES / 10,
      numbered('credit', {
        shop: own,
        order_id: "'o' || i",
        message: "'m' || (i * 10 + 1)",
        journey: "'recovery'",
        contact: contactId('(i * 10 + 1)'),
        clicked_at: ago(second),
        placed_at: ago(second),
        amount: 'cast(3000 + (i * 37) % 9000 as bigint)',
        refunded: 0,
        currency: "'EUR'",
        updated_at: now,
      }),
    ],
    [
      DELIVERIES,
      numbered('inbox', {
        shop: own,
        id: "'w' || i",
        topic: pick(['orders/create', 'orders/updated', 'carts/update', 'checkouts/update', 'customers/update'], 'i'),
        received_at: ago('(i * 7919) % 2592000'),
        payload: `'{"note":"' || ${pick(
          ['a', 'b', 'c'].map((letter) => letter.repeat(700)),
          'i',
        )} || '"}'`,
        state: `case when i % 1000 = 0 then 'attention' when i % 4001 = 0 then 'discarded' else 'done' end`,
        due_at: ago('(i * 7919) % 2592000'),
        attempts: 1,
        reason: `case when i % 1000 = 0 then ${pick(['total_price: expected a number', 'id: expected a string'], '(i / 1000)')} else null end`,
        done_at: ago('(i * 7919) % 2592000'),
      }),
    ],
  ];
}

const cast = (number: number) => `cast(${number} as bigint)`;
