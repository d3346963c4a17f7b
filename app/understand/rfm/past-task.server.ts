// Where customers would have stood in the year before the app came, from the orders that were read: so that a merchant sees
// on the first day how the groups grew. By the cut-points of today, or nobody could tell customers that moved from cuts that did.
import { sql } from 'kysely';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { inChunks } from '../../listen/upsert.ts';
import { currencyExponent } from '../../platform/money.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import { padded } from '../contacts/padded.ts';
import { shopFrame, type ShopFrame } from '../contacts/shop-frame.server.ts';
import { monthsBefore } from './measure.ts';
import { type PastOrder, pastCells } from './past.ts';
import type { FrozenCuts } from './rules.ts';

export const RFM_PAST_TASK = 'rfm-past';

const MONTHS = 12;
const CONTACTS_A_SLICE = 400;

/** Asked for whenever history was read: more of it may tell more. */
export async function queueRfmPast(trx: Trx, shop: string, now: number): Promise<void> {
  await queueTask(trx, shop, { id: RFM_PAST_TASK, kind: RFM_PAST_TASK, dueAt: now }, { again: true });
}

/** Some contacts at a time in the order of their ids. Done again it ends in the same rows. */
export function createRfmPastHandler({ db, clock }: { db: Database; clock: Clock }): TaskHandler {
  return async ({ shop, cursor, doneCount }) => {
    const ids = await customersAfter(db, shop, cursor ?? '');
    return {
      lock: `fold:${shop}`,
      async write(trx) {
        const frame = await shopFrame(trx, shop, clock.now());
        const row = await trx.selectFrom('shop').select('installed_at').where('shop', '=', shop).executeTakeFirst();
        if (!frame?.cuts || !row) return;
        const came = frame.calendar.day(row.installed_at);
        if (cursor === null) {
          const past = trx.deleteFrom('rfm_day').where('shop', '=', shop);
          await past.where('day', '<', frame.calendar.name(came)).execute();
        }
        await writePast(trx, frame, frame.cuts, came, ids);
      },
      cursor: ids.at(-1) ?? cursor,
      doneCount: doneCount + ids.length,
      ended: ids.length < CONTACTS_A_SLICE,
    };
  };
}

/** Whose every order was cancelled since was a customer all the same. */
const HAS_CANCELLED = sql<boolean>`exists (select 1 from identity as i cross join orders as o
  where i.shop = contact.shop and i.contact = contact.id and i.kind in ('customer', 'email')
    and o.shop = i.shop and o.identity = i.id and o.cancelled_at is not null)`;

async function customersAfter(db: Database, shop: string, after: string): Promise<string[]> {
  const rows = await db.read
    .selectFrom('contact')
    .select('id')
    .where('shop', '=', shop)
    .where('id', '>', after)
    .where(sql<boolean>`(contact.orders_count > 0 or ${HAS_CANCELLED})`)
    .orderBy('id')
    .limit(CONTACTS_A_SLICE)
    .execute();
  return rows.map(({ id }) => id);
}

/** @param came the day from which on history is written as it happens */
async function writePast(trx: Trx, frame: ShopFrame, cuts: FrozenCuts, came: number, ids: readonly string[]) {
  if (ids.length === 0) return;
  const { shop, calendar } = frame;
  await trx
    .deleteFrom('rfm_change')
    .where('shop', '=', shop)
    .where('contact', 'in', padded(ids))
    .where('day', '<', calendar.name(came))
    .execute();
  const days = Array.from({ length: MONTHS }, (_, at) => monthsBefore(calendar, came, MONTHS - at));
  const sums = new Map<string, { day: string; rfm_group: string; count: number; orders: number; revenue: number }>();
  const changes: { shop: string; contact: string; day: string; r: number; f: number; m: number; rfm_group: string }[] =
    [];
  for (const [contact, orders] of await ordersOfPast(trx, shop, ids, calendar.startOf(came))) {
    const exponent = currencyExponent(orders[0]?.currency ?? frame.currency);
    let before = '';
    for (const { day, cell, count, net } of pastCells(orders, days, cuts, { ...frame.measure, calendar, exponent })) {
      const name = calendar.name(day);
      const key = `${name} ${cell.group}`;
      const sum = sums.get(key) ?? { day: name, rfm_group: cell.group, count: 0, orders: 0, revenue: 0 };
      sums.set(key, { ...sum, count: sum.count + 1, orders: sum.orders + count, revenue: sum.revenue + net });
      const code = `${cell.r}${cell.f}${cell.m}`;
      if (code !== before)
        changes.push({ shop, contact, day: name, r: cell.r, f: cell.f, m: cell.m, rfm_group: cell.group });
      before = code;
    }
  }
  for (let start = 0; start < changes.length; start += CHANGES_A_STATEMENT) {
    const some = changes.slice(start, start + CHANGES_A_STATEMENT);
    await trx
      .insertInto('rfm_change')
      .values(some)
      .onConflict((conflict) => conflict.columns(['shop', 'contact', 'day']).doNothing())
      .execute();
  }
  const rows = [...sums.values()].map((sum) => ({ shop, ...sum }));
  if (rows.length === 0) return;
  await trx
    .insertInto('rfm_day')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['shop', 'day', 'rfm_group']).doUpdateSet((eb) => ({
        count: eb('rfm_day.count', '+', eb.ref('excluded.count')),
        orders: eb('rfm_day.orders', '+', eb.ref('excluded.orders')),
        revenue: eb('rfm_day.revenue', '+', eb.ref('excluded.revenue')),
      })),
    )
    .execute();
}

const CHANGES_A_STATEMENT = 2500;

interface OrderRow {
  contact: string;
  id: string;
  at: number;
  total: number;
  refunded: number;
  cancelled: number | null;
  currency: string;
}

/** The orders of each contact before an instant that counted then, the oldest first; those too that were cancelled since. */
async function ordersOfPast(trx: Trx, shop: string, contacts: readonly string[], until: number) {
  const { rows } = await sql<OrderRow>`
    select i.contact as contact, o.id as id, o.placed_at as at, o.total as total, o.refunded as refunded,
      case when o.counted = 1 then null else o.cancelled_at end as cancelled, o.currency as currency
    from identity as i cross join orders as o
    where i.shop = ${shop} and i.contact in (${sql.join(padded(contacts))}) and i.kind in ('customer', 'email')
      and o.shop = i.shop and o.identity = i.id and o.placed_at + 0 < ${until}
      and (o.counted = 1 or (o.test = 0 and o.deleted_at is null and o.cancelled_at is not null))`.execute(trx);
  const given = await refundsOf(
    trx,
    shop,
    rows.flatMap(({ id, refunded }) => (refunded === 0 ? [] : id)),
  );
  const orders = new Map<string, (PastOrder & { currency: string })[]>();
  for (const { contact, id, refunded, cancelled, ...order } of rows.sort((a, b) => a.at - b.at)) {
    const refunds = given.get(id) ?? [];
    const untold = refunded - refunds.reduce((sum, { amount }) => sum + amount, 0);
    const past = {
      ...order,
      refunds: untold === 0 ? refunds : [...refunds, { at: order.at, amount: untold }],
      cancelledAt: cancelled,
    };
    const known = orders.get(contact);
    if (known) known.push(past);
    else orders.set(contact, [past]);
  }
  return orders;
}

/** What was given back of each of these orders, and when. */
async function refundsOf(trx: Trx, shop: string, orders: readonly string[]) {
  const refunds = new Map<string, { at: number; amount: number }[]>();
  // what is padded is at most twice as long
  await inChunks(orders, 2, async (some) => {
    const rows = await trx
      .selectFrom('refund')
      .select(['order_id', 'at', 'amount'])
      .where('shop', '=', shop)
      .where('order_id', 'in', padded(some))
      .execute();
    for (const { order_id, ...refund } of rows) {
      const known = refunds.get(order_id);
      if (known) known.push(refund);
      else refunds.set(order_id, [refund]);
    }
  });
  return refunds;
}
