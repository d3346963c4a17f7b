// What people who were written to did, and what those did who were held out: from the same instant, for as long.
import { sql } from 'kysely';
import { CONVERSION_FACTS, type Conversion } from '../../decide/campaigns/conversion.ts';
import { DAY } from '../../platform/clock/clock.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { type ArmName, MEASURED_DAYS } from './subject.ts';

export interface Measured {
  contacts: number;
  /** how many of them did what was asked for, whether they clicked or not */
  converted: number;
  /** of all their orders meanwhile, net of refunds; minor units of the shop's currency */
  revenue: number;
}

export type MeasuredArms = Record<ArmName, Measured>;

interface Row {
  arm: ArmName;
  contacts?: number | string;
  converted: number | string;
  revenue?: number | string | null;
}

export interface CampaignWindow {
  shop: string;
  campaign: string;
  from: number;
  to: number;
  currency: string;
  conversion: Conversion;
  /** how many there are of each is known since the audience was frozen */
  contacts: Record<ArmName, number>;
}

/** From the orders of its days to their contacts, so that a large audience costs nothing. */
export async function measureCampaign(reader: Reader | Trx, window: CampaignWindow): Promise<MeasuredArms> {
  const { shop, campaign, from, to, currency, conversion, contacts } = window;
  // who left the audience unwritten is in neither arm
  const isIn = sql`member.campaign = ${campaign}
    and (member.arm = 'holdout' or member.state in ('frozen', 'waiting', 'queued'))`;
  const { rows: bought } = await sql<Row>`
    select member.arm, count(distinct member.contact) as converted, cast(sum(${netSql(currency)}) as bigint) as revenue
    from orders
    cross join identity
    cross join campaign_member as member
    where orders.shop = ${shop} and orders.placed_at >= ${from} and orders.placed_at <= ${to} and orders.counted = 1
      and identity.shop = orders.shop and identity.id = orders.identity
      and member.shop = identity.shop and member.contact = identity.contact and ${isIn}
    group by member.arm`.execute(reader);
  const { rows: did } =
    conversion === 'order'
      ? { rows: bought }
      : await sql<Row>`
          select member.arm, count(distinct member.contact) as converted
          from fact
          cross join campaign_member as member
          where fact.shop = ${shop} and fact.kind = ${CONVERSION_FACTS[conversion]}
            and fact.occurred_at >= ${from} and fact.occurred_at <= ${to}
            and member.shop = fact.shop and member.contact = fact.contact and ${isIn}
          group by member.arm`.execute(reader);
  return armsOf((arm) => ({
    contacts: contacts[arm],
    converted: Number(did.find((row) => row.arm === arm)?.converted ?? 0),
    revenue: Number(bought.find((row) => row.arm === arm)?.revenue ?? 0),
  }));
}

/** Passages through a journey that began within a stretch of time. */
export interface JourneyWindow {
  shop: string;
  journey: string;
  from: number;
  until: number;
  currency: string;
}

/**
 * Of those who came to the message, or would have: each from that step on. Somebody who comes to it again within the days
 * that are measured counts once.
 */
export async function measureJourney(reader: Reader | Trx, window: JourneyWindow): Promise<MeasuredArms> {
  const { shop, journey, from, until, currency } = window;
  const reached = (passage: string) => sql`exists (select 1 from step where step.shop = ${shop}
    and step.enrolment = ${sql.ref(`${passage}.id`)} and step.outcome in ('sent', 'held_out'))`;
  const { rows } = await sql<Row>`
    with come as (
      select enrolment.contact, enrolment.arm, min(step.at) as at
      from enrolment
      join step on step.shop = enrolment.shop and step.enrolment = enrolment.id
      where enrolment.shop = ${shop} and enrolment.arm in ('treated', 'holdout') and enrolment.journey = ${journey}
        and enrolment.entered_at >= ${from} and enrolment.entered_at < ${until}
        and step.outcome in ('sent', 'held_out')
        and not exists (select 1 from enrolment as earlier where earlier.shop = ${shop}
          and earlier.contact = enrolment.contact and earlier.journey = ${journey}
          and earlier.entered_at < ${from} and earlier.entered_at >= ${from - MEASURED_DAYS * DAY}
          and ${reached('earlier')})
      group by enrolment.contact, enrolment.arm
    ), bought as (
      select come.contact, come.arm, count(orders.id) as orders, sum(${netSql(currency)}) as net
      from come
      left join identity on identity.shop = ${shop} and identity.contact = come.contact
      left join orders on orders.shop = ${shop} and orders.identity = identity.id and orders.counted = 1
        and orders.placed_at >= come.at and orders.placed_at <= come.at + ${sql.lit(MEASURED_DAYS * DAY)}
      group by come.contact, come.arm
    )
    select arm, count(*) as contacts, sum(case when orders > 0 then 1 else 0 end) as converted,
      cast(sum(net) as bigint) as revenue
    from bought group by arm`.execute(reader);
  return armsOf((arm) => {
    const row = rows.find((one) => one.arm === arm);
    return {
      contacts: Number(row?.contacts ?? 0),
      converted: Number(row?.converted ?? 0),
      revenue: Number(row?.revenue ?? 0),
    };
  });
}

/** Sums of several currencies would mean nothing; never more is taken back than was paid. */
const netSql = (currency: string) => sql`case when orders.currency = ${currency} then orders.total
  - case when orders.refunded > orders.total then orders.total else orders.refunded end else 0 end`;

const armsOf = (measured: (arm: ArmName) => Measured): MeasuredArms => ({
  treated: measured('treated'),
  holdout: measured('holdout'),
});
