import { sql } from 'kysely';
import { type Clock, DAY } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Stage } from './rules.ts';

/** How far those who came to a stage have got in the days after. */
export interface Objective {
  stage: Stage;
  /** contacts that came to it in the 30 days that ended `days` ago */
  entered: number;
  /** those of them who took the next step: a visitor became known, the others bought (again) within the days */
  reached: number;
  /** orders of each who bought and their average within the days, minor units; null when nobody has */
  orders: number | null;
  basket: number | null;
}

const COHORT_DAYS = 30;

interface Reached {
  stage: string;
  entered: number;
  reached: number;
  orders: number;
  spent: number;
}

/**
 * Measured over contacts that have had the days: whoever came later could not have taken the step yet. Who came to be a
 * lead, MQL or SQL is known from decisions; customers from the order that made them so, whether or not we were there.
 */
export async function measureObjectives(
  { db, clock }: { db: Database; clock: Clock },
  shop: string,
  days: number,
): Promise<Objective[]> {
  const until = clock.now() - days * DAY;
  const since = until - COHORT_DAYS * DAY;
  const { rows } = await sql<Reached>`
    with came as (
      select contact, after as stage, at from decision
      where shop = ${shop} and kind = 'stage.moved' and after in ('lead', 'mql', 'sql') and at >= ${since} and at < ${until}
      union
      select contact.id, case when contact.first_order_at = placed.placed_at then 'customer' else 'loyal' end, placed.placed_at
      from orders as placed
        join identity on identity.shop = placed.shop and identity.id = placed.identity
        join contact on contact.shop = placed.shop and contact.id = identity.contact
      where placed.shop = ${shop} and placed.counted = 1 and placed.placed_at >= ${since} and placed.placed_at < ${until}
        and (contact.first_order_at = placed.placed_at
          or (contact.stage = 'loyal' and contact.stage_by = 'rule' and contact.stage_since = placed.placed_at))
    ), bought as (
      select came.stage as stage, came.contact as contact, came.at as at, count(orders.id) as orders,
        coalesce(sum(orders.total - orders.refunded), 0) as spent
      from came
        left join identity on identity.shop = ${shop} and identity.contact = came.contact
          and identity.kind in ('customer', 'email')
        left join orders on orders.shop = identity.shop and orders.identity = identity.id and orders.counted = 1
          and orders.placed_at + 0 > came.at and orders.placed_at + 0 <= came.at + cast(${days * DAY} as bigint)
      group by came.stage, came.contact, came.at
    )
    select stage, count(*) as entered, sum(case when orders > 0 then 1 else 0 end) as reached,
      sum(orders) as orders, sum(spent) as spent
    from bought group by stage`.execute(db.read);
  const visitors = await db.read
    .selectFrom('contact')
    .select((eb) => [
      eb.fn.countAll<number>().as('entered'),
      sql<number>`coalesce(sum(case when stage <> 'visitor' then 1 else 0 end), 0)`.as('reached'),
    ])
    .where('shop', '=', shop)
    .where('last_seen_at', '>=', since)
    .where('first_seen_at', '>=', since)
    .where('first_seen_at', '<', until)
    .executeTakeFirstOrThrow();
  const came = new Map(rows.map((row) => [row.stage, row]));
  const line = (stage: Stage): Objective => {
    const row = came.get(stage);
    const [orders, reached] = [Number(row?.orders ?? 0), Number(row?.reached ?? 0)];
    return {
      stage,
      entered: Number(row?.entered ?? 0),
      reached,
      orders: reached > 0 ? orders / reached : null,
      basket: orders > 0 ? Math.round(Number(row?.spent ?? 0) / orders) : null,
    };
  };
  return [
    {
      stage: 'visitor',
      entered: Number(visitors.entered),
      reached: Number(visitors.reached),
      orders: null,
      basket: null,
    },
    ...(['lead', 'mql', 'sql', 'customer', 'loyal'] as const).map(line),
  ];
}
