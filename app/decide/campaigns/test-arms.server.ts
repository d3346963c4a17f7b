// What the recipients of each variant have done, as far as facts tell.
import { type RawBuilder, sql } from 'kysely';
import type { Reader, Trx } from '../../platform/db/db.ts';
import type { Metric, Plan } from './plan.ts';
import type { Arm } from './sequential-test.ts';

/** One row a variant; those of whom nothing has left yet count nothing. */
export async function testArms(
  reader: Reader | Trx,
  shop: string,
  campaign: string,
  { variants, test }: Pick<Plan, 'variants' | 'test'>,
  metric: Metric = test?.metric ?? 'opened',
): Promise<Arm[]> {
  const { rows } = await sql<{ variant: string | null; sent: number; did: number }>`select message.variant,
      count(*) as sent, count(*) filter (where ${didSql(shop, metric)}) as did
    from message where message.shop = ${shop} and message.campaign = ${campaign} and message.state = 'submitted'
    group by message.variant`.execute(reader);
  const found = new Map(rows.map((row) => [row.variant, row]));
  return variants.map(({ id }) => ({
    id,
    sent: Number(found.get(id)?.sent ?? 0),
    did: Number(found.get(id)?.did ?? 0),
  }));
}

/** Whether the recipient of the row of `message` did it. */
export function didSql(shop: string, metric: Metric): RawBuilder<boolean> {
  if (metric === 'converted') {
    return sql<boolean>`exists (select 1 from fact where fact.shop = ${shop} and fact.contact = message.contact
      and fact.occurred_at >= message.submitted_at and fact.kind = 'order.placed')`;
  }
  // a click tells that she opened, too, though her mail program may have hidden it
  const kinds = metric === 'opened' ? ['message.opened', 'message.clicked'] : ['message.clicked'];
  return sql<boolean>`exists (select 1 from fact where fact.shop = ${shop} and fact.kind in (${sql.join(kinds)})
    and fact.subject = message.id)`;
}
