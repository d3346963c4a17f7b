// What the recipients of each variant have done, as far as facts tell.
import { type RawBuilder, sql } from 'kysely';
import { surelyHers } from '../../listen/facts/unsure.ts';
import { DAY } from '../../platform/clock/clock.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { readSettings } from '../../shop/settings/settings-service.server.ts';
import { type Conversion, CONVERSION_FACTS } from './conversion.ts';
import type { Metric, Plan } from './plan.ts';
import type { Arm } from './sequential-test.ts';

/** One row a variant; those of whom nothing has left yet count nothing. */
export async function testArms(
  reader: Reader | Trx,
  shop: string,
  campaign: string,
  { variants, test, conversion }: Pick<Plan, 'variants' | 'test' | 'conversion'>,
  metric: Metric = test?.metric ?? 'opened',
): Promise<Arm[]> {
  const { credit } = await readSettings(reader, shop);
  const did = didSql(shop, metric, { conversion, windowMs: credit.windowDays * DAY });
  const { rows } = await sql<{ variant: string | null; sent: number; did: number }>`select message.variant,
      count(*) as sent, count(*) filter (where ${did}) as did
    from message where message.shop = ${shop} and message.campaign = ${campaign} and message.state = 'submitted'
    group by message.variant`.execute(reader);
  const found = new Map(rows.map((row) => [row.variant, row]));
  return variants.map(({ id }) => ({
    id,
    sent: Number(found.get(id)?.sent ?? 0),
    did: Number(found.get(id)?.did ?? 0),
  }));
}

interface Asked {
  conversion: Conversion;
  /** how long after a click what was done still counts */
  windowMs: number;
}

/** Whether the recipient of the row of `message` did it, surely, as the numbers of reports count it. */
export function didSql(shop: string, metric: Metric, asked?: Asked): RawBuilder<boolean> {
  if (metric === 'converted') return convertedSql(shop, asked);
  // a click tells that she opened, too, though her mail program may have hidden it
  const kinds = metric === 'opened' ? ['message.opened', 'message.clicked'] : ['message.clicked'];
  return sql<boolean>`exists (select 1 from fact where fact.shop = ${shop} and fact.kind in (${sql.join(kinds)})
    and fact.subject = message.id and ${surelyHers()})`;
}

/** An order is one that is credited to the message: within the window, not cancelled, and counted for no other. */
function convertedSql(shop: string, asked?: Asked): RawBuilder<boolean> {
  if (!asked || asked.conversion === 'order') {
    return sql<boolean>`exists (select 1 from credit where credit.shop = ${shop} and credit.message = message.id)`;
  }
  const { conversion, windowMs } = asked;
  return sql<boolean>`exists (select 1 from fact as click join fact as done on done.shop = click.shop
      and done.contact = message.contact and done.kind = ${CONVERSION_FACTS[conversion]}
      and done.occurred_at between click.occurred_at and click.occurred_at + cast(${sql.lit(windowMs)} as bigint)
    where click.shop = ${shop} and click.kind = 'message.clicked' and click.subject = message.id
      and ${surelyHers('click')})`;
}
