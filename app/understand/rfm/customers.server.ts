// A shop's customers as the RFM scores see them, read page by page into columns.
import { type DayCounter, dayCounter } from '../../platform/clock/day-counter.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Reader, Trx } from '../../platform/db/db.ts';
import { currencyExponent } from '../../platform/money.ts';
import { parseSettings } from '../../shop/settings/settings-service.server.ts';
import type { Settings } from '../../shop/settings/settings.ts';
import { cellCode, CELLS, NO_CELL, type CustomerColumns } from './columns.ts';
import { growingColumn } from './growing-column.ts';
import { isPlain, measureOf, type Measure } from './measure.ts';
import { measuredOf, NOTHING_MEASURED, type Measured } from './measured.server.ts';
import type { RfmValues } from './rules.ts';

/** What of a shop the scores depend on. */
export interface Frame {
  shop: string;
  currency: string;
  calendar: DayCounter;
  now: number;
  today: number;
  measure: Measure;
}

export interface CustomerRow {
  id: string;
  orders_count: number;
  net_spent: number;
  currency: string | null;
  last_order_at: number | null;
  r: number | null;
  f: number | null;
  m: number | null;
  rfm_group: string;
}

const CUSTOMER_COLUMNS = [
  'id',
  'orders_count',
  'net_spent',
  'currency',
  'last_order_at',
  'r',
  'f',
  'm',
  'rfm_group',
] as const;

export interface Customers {
  /** of those who have bought, in their order; the columns hold their values */
  ids: string[];
  columns: CustomerColumns;
  /** over all orders, in minor units less refunds: what their rows hold */
  orders: Float64Array;
  net: Float64Array;
  /** the code of the cell they stand in now; `NO_CELL` for none or for one that its group contradicts */
  standing: Uint8Array;
  /** contacts with scores and without an order */
  lapsed: string[];
  /** the last contact of each page that was read */
  pageEnds: string[];
}

const READ_PAGE = 5000;

type RfmSettings = Settings['rfm'];

/** @param rfm settings to try in place of the shop's own */
export async function frameOf(
  { db, clock }: { db: Database; clock: Clock },
  shop: string,
  rfm?: Pick<RfmSettings, 'months' | 'spend'>,
): Promise<Frame | null> {
  const row = await db.read
    .selectFrom('shop')
    .select(['currency', 'timezone', 'settings'])
    .where('shop', '=', shop)
    .executeTakeFirst();
  if (!row) return null;
  const now = clock.now();
  const calendar = dayCounter(row.timezone);
  const today = calendar.day(now);
  const measure = measureOf(rfm ?? parseSettings(row.settings).rfm, calendar, today);
  return { shop, currency: row.currency, calendar, now, today, measure };
}

/** @param measured what was bought by the frame's measure; null: what the row holds is what counts */
export function valuesOf(row: CustomerRow, { calendar, today, currency }: Frame, measured: Measured | null): RfmValues {
  const spent = measured ? measured.spent : row.net_spent;
  return {
    recencyDays: Math.max(0, today - calendar.day(row.last_order_at ?? 0)),
    orders: measured ? measured.orders : row.orders_count,
    spent: spent / 10 ** currencyExponent(row.currency ?? currency),
  };
}

export const hasBought = (row: CustomerRow): boolean => row.orders_count > 0 && row.last_order_at !== null;

/** By contact; null when the rows hold what counts. */
export async function measuredAmong(
  reader: Reader | Trx,
  { shop, measure }: Frame,
  rows: readonly CustomerRow[],
): Promise<(id: string) => Measured | null> {
  if (isPlain(measure)) return () => null;
  const buyers = rows.filter(hasBought).map(({ id }) => id);
  const measured = await measuredOf(reader, shop, buyers, measure);
  return (id) => measured.get(id) ?? NOTHING_MEASURED;
}

export async function readCustomers(db: Database, frame: Frame): Promise<Customers> {
  const ids: string[] = [];
  const recency = growingColumn();
  const counted = growingColumn();
  const spent = growingColumn();
  const orders = growingColumn();
  const net = growingColumn();
  const standing = growingColumn();
  const lapsed: string[] = [];
  const pageEnds: string[] = [];
  for (let after = ''; ;) {
    const page = await customersAfter(db.read, frame.shop, after);
    const measured = await measuredAmong(db.read, frame, page);
    for (const row of page) {
      if (!hasBought(row)) {
        if (row.rfm_group !== 'prospects') lapsed.push(row.id);
        continue;
      }
      const values = valuesOf(row, frame, measured(row.id));
      ids.push(row.id);
      recency.push(values.recencyDays);
      counted.push(values.orders);
      spent.push(values.spent);
      orders.push(row.orders_count);
      net.push(row.net_spent);
      standing.push(standingCode(row));
    }
    const last = page.at(-1);
    if (!last) break;
    pageEnds.push(last.id);
    if (page.length < READ_PAGE) break;
    after = last.id;
    await giveWay();
  }
  return {
    ids,
    columns: { recency: recency.done(), orders: counted.done(), spent: spent.done() },
    orders: orders.done(),
    net: net.done(),
    standing: Uint8Array.from(standing.done()),
    lapsed,
    pageEnds,
  };
}

function customersAfter(reader: Reader, shop: string, after: string): Promise<CustomerRow[]> {
  return reader
    .selectFrom('contact')
    .select([...CUSTOMER_COLUMNS])
    .where('shop', '=', shop)
    .where('id', '>', after)
    .orderBy('id')
    .limit(READ_PAGE)
    .execute();
}

export function customersAmong(reader: Reader | Trx, shop: string, ids: readonly string[]): Promise<CustomerRow[]> {
  return reader
    .selectFrom('contact')
    .select([...CUSTOMER_COLUMNS])
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .execute();
}

function standingCode({ r, f, m, rfm_group }: CustomerRow): number {
  if (r === null || f === null || m === null) return NO_CELL;
  const code = cellCode(r, f, m);
  return CELLS[code]?.group === rfm_group ? code : NO_CELL;
}

/** Between two pages the doors and the other shops have their turn. */
export const giveWay = () => new Promise<void>((resolve) => setImmediate(resolve));
