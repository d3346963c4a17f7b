// Where contacts stood on a day, from what changed since.
import { sql } from 'kysely';
import type { Database } from '../../platform/db/db.ts';
import { padded } from '../contacts/padded.ts';
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
  const { before, after } = stood(period);
  const { rows } = await sql<{ before: string; after: string; contacts: number }>`
    select before, after, count(*) as contacts
    from (select ${before} as before, ${after} as after from rfm_change
      where shop = ${shop} and day <= ${period.to} group by contact) as stood
    where before <> after group by before, after`.execute(db.read);
  return rows
    .map((row) => ({ from: groupNamed(row.before), to: groupNamed(row.after), contacts: Number(row.contacts) }))
    .sort((a, b) => b.contacts - a.contacts || (a.from < b.from ? -1 : 1));
}

/** The contacts of one movement, by key. @param after `next` of the page before */
export async function moversBetween(
  db: Database,
  shop: string,
  { from, to, period, after = '' }: { from: RfmGroup; to: RfmGroup; period: Period; after?: string },
): Promise<{ rows: Mover[]; next: string | null }> {
  const then = stood(period);
  // grouped and limited in one, the walk ends when the page is full
  const { rows } = await sql<{ contact: string }>`
    select contact from rfm_change
    where shop = ${shop} and contact > ${after} and day <= ${period.to}
    group by contact having ${then.before} = ${from} and ${then.after} = ${to}
    order by contact limit ${MOVERS_A_PAGE + 1}`.execute(db.read);
  const ids = rows.slice(0, MOVERS_A_PAGE).map(({ contact }) => contact);
  if (ids.length === 0) return { rows: [], next: null };
  const people = await db.read
    .selectFrom('contact')
    .select(['id', 'email', 'first_name', 'last_name', 'orders_count', 'net_spent', 'currency', 'last_order_at'])
    .select('rfm_group')
    .where('shop', '=', shop)
    .where('id', 'in', padded(ids))
    .orderBy('id')
    .execute();
  return { rows: people, next: rows.length > MOVERS_A_PAGE ? (ids.at(-1) ?? null) : null };
}

/**
 * Where a contact stood at the end of the first day and at the end of the last, of its changes until then; who was in no
 * group before was a prospect. One walk over an index that holds all of it: a look at each contact's own changes would
 * take several times as long.
 */
function stood({ from }: Period) {
  // a day is as long as any other, so the latest has the greatest text
  return {
    before: sql`coalesce(substr(max(case when day <= ${from} then day || rfm_group end), 11), 'prospects')`,
    after: sql`substr(max(day || rfm_group), 11)`,
  };
}

/** Counts and sums of each group for each day that was kept, the oldest first; where the first day was not, the last before. */
export async function daysBetween(db: Database, shop: string, { from, to }: Period): Promise<DayLine[]> {
  const first = await db.read
    .selectFrom('rfm_day')
    .select((eb) => eb.fn.max('day').as('day'))
    .where('shop', '=', shop)
    .where('day', '<=', from)
    .executeTakeFirst();
  const rows = await db.read
    .selectFrom('rfm_day')
    .selectAll()
    .where('shop', '=', shop)
    .where('day', '>=', first?.day ?? from)
    .where('day', '<=', to)
    .orderBy('day')
    .orderBy('rfm_group')
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
