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
  /** orders a contact and the average order of those who bought, minor units; null when nobody has */
  orders: number | null;
  basket: number | null;
}

const COHORT_DAYS = 30;

/** Measured over contacts that have had the days: whoever came later could not have taken the step yet. */
export async function measureObjectives(
  { db, clock }: { db: Database; clock: Clock },
  shop: string,
  days: number,
): Promise<Objective[]> {
  const until = clock.now() - days * DAY;
  const since = until - COHORT_DAYS * DAY;
  const { rows } = await sql<{ stage: string; entered: number; reached: number; orders: number; spent: number }>`
    select came.stage as stage, count(*) as entered, coalesce(sum(came.bought), 0) as reached,
      coalesce(sum(case when came.bought = 1 then contact.orders_count else 0 end), 0) as orders,
      coalesce(sum(case when came.bought = 1 then contact.net_spent else 0 end), 0) as spent
    from (
      select decision.shop, decision.contact, decision.after as stage,
        case when exists (
          select 1 from fact where fact.shop = decision.shop and fact.contact = decision.contact
            and fact.occurred_at > decision.at and fact.occurred_at <= decision.at + cast(${days * DAY} as bigint)
            and fact.kind || '' = 'order.placed'
        ) then 1 else 0 end as bought
      from decision
      where decision.shop = ${shop} and decision.kind = 'stage.moved'
        and decision.at >= ${since} and decision.at < ${until}
    ) as came
    join contact on contact.shop = came.shop and contact.id = came.contact
    group by came.stage`.execute(db.read);
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
