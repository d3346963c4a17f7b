// Where contacts stood on a day, from what changed since.
import { sql } from 'kysely';
import type { Database } from '../../platform/db/db.ts';
import { RFM_GROUPS, type RfmGroup } from './groups.ts';

/** Between the ends of two days of the shop, YYYY-MM-DD. */
export interface Period {
  from: string;
  to: string;
}

export interface Movement {
  from: RfmGroup;
  to: RfmGroup;
  contacts: number;
}

export interface DayLine {
  day: string;
  group: RfmGroup;
  contacts: number;
  orders: number;
  /** net spend of its contacts until then, minor units */
  revenue: number;
}

export interface Mover {
  id: string;
  email: string | null;
  first_name: string | null;
  last_name: string | null;
  orders_count: number;
  net_spent: number;
  currency: string | null;
  last_order_at: number | null;
  rfm_group: string;
}

const MOVERS_A_PAGE = 50;

/** Who was in which group at the end of one day and in which at the end of another; who stayed is not named. */
export async function movementsBetween(db: Database, shop: string, period: Period): Promise<Movement[]> {
  const { rows } = await sql<{ before: string; after: string; contacts: number }>`
    select before, after, count(*) as contacts from (${stoodBetween(shop, period)}) as stood
    where before <> after group by before, after`.execute(db.read);
  return rows
    .map(({ before, after, contacts }) => ({
      from: groupNamed(before),
      to: groupNamed(after),
      contacts: Number(contacts),
    }))
    .sort((a, b) => b.contacts - a.contacts || (a.from < b.from ? -1 : 1));
}

/** The contacts of one movement, by key. @param after `next` of the page before */
export async function moversBetween(
  db: Database,
  shop: string,
  { from, to, period, after = '' }: { from: RfmGroup; to: RfmGroup; period: Period; after?: string },
): Promise<{ rows: Mover[]; next: string | null }> {
  const { rows } = await sql<Mover>`
    select c.id, c.email, c.first_name, c.last_name, c.orders_count, c.net_spent, c.currency, c.last_order_at, c.rfm_group
    from (select contact from (${stoodBetween(shop, period, after)}) as stood
      where before = ${from} and after = ${to} order by contact limit ${MOVERS_A_PAGE + 1}) as mover
    join contact as c on c.shop = ${shop} and c.id = mover.contact
    order by c.id`.execute(db.read);
  const page = rows.slice(0, MOVERS_A_PAGE);
  return { rows: page, next: rows.length > MOVERS_A_PAGE ? (page.at(-1)?.id ?? null) : null };
}

/** Contacts with a change in the period, with the group before it and the last of it. Who had none was a prospect. */
function stoodBetween(shop: string, { from, to }: Period, afterContact = '') {
  const last = (until: string) => sql`(select c.rfm_group from rfm_change as c
    where c.shop = ${shop} and c.contact = changed.contact and c.day <= ${until} order by c.day desc limit 1)`;
  return sql`select contact, coalesce(${last(from)}, 'prospects') as before, ${last(to)} as after
    from (select distinct contact from rfm_change
      where shop = ${shop} and day > ${from} and day <= ${to} and contact > ${afterContact}) as changed`;
}

/** Counts and sums of each group for each day that was kept, the oldest first. */
export async function daysBetween(db: Database, shop: string, { from, to }: Period): Promise<DayLine[]> {
  const rows = await db.read
    .selectFrom('rfm_day')
    .selectAll()
    .where('shop', '=', shop)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute();
  return rows.map(({ day, rfm_group, count, orders, revenue }) => ({
    day,
    group: groupNamed(rfm_group),
    contacts: count,
    orders,
    revenue,
  }));
}

/** The first day of which anything is known; null when nothing is. */
export async function firstDay(db: Database, shop: string): Promise<string | null> {
  const row = await db.read
    .selectFrom('rfm_day')
    .select((eb) => eb.fn.min('day').as('day'))
    .where('shop', '=', shop)
    .executeTakeFirst();
  return row?.day ?? null;
}

const groupNamed = (name: string): RfmGroup => RFM_GROUPS.find((group) => group === name) ?? 'prospects';
