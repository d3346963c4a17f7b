// A shop's customers as the RFM scores see them, page by page.
import { type DayCounter, dayCounter } from '../../platform/clock/day-counter.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { currencyExponent } from '../../platform/money.ts';
import { cutPoints, type FrozenCuts, type RfmValues } from './rules.ts';

/** What of a shop the scores depend on. */
export interface Frame {
  shop: string;
  currency: string;
  calendar: DayCounter;
  now: number;
  today: number;
}

interface Bought {
  orders_count: number;
  net_spent: number;
  currency: string | null;
  last_order_at: number;
}

const READ_PAGE = 5000;

export async function frameOf({ db, clock }: { db: Database; clock: Clock }, shop: string): Promise<Frame | null> {
  const row = await db.read
    .selectFrom('shop')
    .select(['currency', 'timezone'])
    .where('shop', '=', shop)
    .executeTakeFirst();
  if (!row) return null;
  const now = clock.now();
  const calendar = dayCounter(row.timezone);
  return { shop, currency: row.currency, calendar, now, today: calendar.day(now) };
}

export function valuesOf(row: Bought, { calendar, today, currency }: Frame): RfmValues {
  return {
    recencyDays: Math.max(0, today - calendar.day(row.last_order_at)),
    orders: row.orders_count,
    spent: row.net_spent / 10 ** currencyExponent(row.currency ?? currency),
  };
}

export async function* customerPages(
  db: Database,
  frame: Frame,
): AsyncGenerator<{ group: string; values: RfmValues }[], void> {
  for (let after = ''; ;) {
    const page = await db.read
      .selectFrom('contact')
      .select(['id', 'orders_count', 'net_spent', 'currency', 'last_order_at', 'rfm_group'])
      .where('shop', '=', frame.shop)
      .where('id', '>', after)
      .orderBy('id')
      .limit(READ_PAGE)
      .execute();
    yield page.flatMap(({ orders_count, last_order_at, ...row }) =>
      orders_count === 0 || last_order_at === null
        ? []
        : { group: row.rfm_group, values: valuesOf({ ...row, orders_count, last_order_at }, frame) },
    );
    const last = page.at(-1);
    if (!last || page.length < READ_PAGE) return;
    after = last.id;
    await giveWay();
  }
}

/** The shop's own quintiles; null when nobody has bought yet. */
export async function quantileCuts(db: Database, frame: Frame): Promise<FrozenCuts | null> {
  const recency: number[] = [];
  const orders: number[] = [];
  const spent: number[] = [];
  for await (const page of customerPages(db, frame)) {
    for (const { values } of page) {
      recency.push(values.recencyDays);
      orders.push(values.orders);
      spent.push(values.spent);
    }
  }
  if (orders.length === 0) return null;
  return {
    binning: 'quantile',
    ...cutPoints({
      recency: Float64Array.from(recency),
      orders: Float64Array.from(orders),
      spent: Float64Array.from(spent),
    }),
  };
}

/** Between two pages the doors and the other shops have their turn. */
export const giveWay = () => new Promise<void>((resolve) => setImmediate(resolve));
