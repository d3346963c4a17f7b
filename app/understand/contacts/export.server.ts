import { stringify } from 'csv-stringify/sync';
import { dayCounter } from '../../platform/clock/day-counter.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { currencyExponent, toMajorText } from '../../platform/money.ts';
import { parseSettings } from '../../shop/settings/settings-service.server.ts';
import { isPlain, measureOf } from '../rfm/measure.ts';
import { measuredOf, NOTHING_MEASURED, type Measured } from '../rfm/measured.server.ts';
import { cutPoints, parseFrozenCuts, type Binning, type Cuts, type FrozenCuts } from '../rfm/rules.ts';
import { declaredAttributes } from '../attributes/declared.server.ts';
import { BIRTHDAY } from '../attributes/fold.server.ts';
import { attributeValues, isTold } from '../attributes/values.server.ts';
import { hardIdentities } from './known.server.ts';
import { ordersAsOf } from './orders.server.ts';
import { standingOf, type OrdersSum } from './profile.ts';

export const EXPORT_COLUMNS = [
  'email',
  'stage',
  'score',
  'orders_count',
  'net_spent',
  'currency',
  'last_order_at',
  'recency_days',
  'r',
  'f',
  'm',
  'rfm_group',
  'customer_id',
  'first_name',
  'last_name',
] as const;

export interface ExportOptions {
  /** YYYY-MM-DD, the last day that is in; without it, today */
  asOf?: string | undefined;
  /** without it the shop's frozen cut-points, or quantiles where the day is another */
  binning?: Binning | undefined;
  /** for `fixed` */
  cuts?: Cuts | undefined;
}

export interface Export {
  /** those that scored the rows; null when nobody has an order */
  cuts: Cuts | null;
  /** CSV texts: the header, then a page of contacts each */
  pages(): AsyncGenerator<string>;
}

/** There is nothing to export, or it was asked for in a way that cannot be; the message says what to do. */
export class CannotExport extends Error {
  override name = 'CannotExport';
}

const PAGE = 1000;

export type ExportService = ReturnType<typeof createExportService>;

/** The CSV of a shop's contacts, for the command and the page alike; visitors of whom nothing is known are left out. */
export function createExportService({ db, clock }: { db: Database; clock: Clock }) {
  return { exportContacts };

  async function exportContacts(shop: string, options: ExportOptions = {}): Promise<Export> {
    const row = await db.read
      .selectFrom('shop')
      .select(['currency', 'timezone', 'rfm_cuts', 'settings'])
      .where('shop', '=', shop)
      .executeTakeFirst();
    if (!row)
      throw new CannotExport(`There is no shop ${shop} in this database. Import its orders or install the app.`);
    const calendar = dayCounter(row.timezone);
    const today = options.asOf === undefined ? calendar.day(clock.now()) : calendar.dayNamed(options.asOf);
    if (today === null) throw new CannotExport(`"${options.asOf}" is not a day: write it as YYYY-MM-DD.`);
    const end = calendar.startOf(today + 1);
    const dayOf = calendar.day;
    const measure = measureOf(parseSettings(row.settings).rfm, calendar, today);

    const cuts = await chooseCuts();
    return { cuts: cuts && { r: cuts.r, f: cuts.f, m: cuts.m }, pages };

    async function chooseCuts(): Promise<FrozenCuts | null> {
      if (options.binning === 'fixed') {
        if (!options.cuts) throw new CannotExport('Fixed binning needs cut-points: name their file with --cuts FILE.');
        return { binning: 'fixed', ...options.cuts };
      }
      const frozen = parseFrozenCuts(row?.rfm_cuts ?? null);
      if (frozen && options.binning === undefined && options.asOf === undefined) return frozen;
      return quantiles();
    }

    async function quantiles(): Promise<FrozenCuts | null> {
      const recency: number[] = [];
      const orders: number[] = [];
      const spent: number[] = [];
      for await (const { sums, measured } of contactPages()) {
        for (const [id, sum] of sums) {
          const counted = measured(id);
          recency.push(Number(today) - dayOf(sum.lastAt));
          orders.push(counted?.orders ?? sum.count);
          spent.push((counted?.spent ?? sum.net) / 10 ** currencyExponent(sum.currency ?? row?.currency ?? ''));
        }
      }
      if (orders.length === 0) return null;
      const values = {
        recency: Float64Array.from(recency),
        orders: Float64Array.from(orders),
        spent: Float64Array.from(spent),
      };
      return { binning: 'quantile', ...cutPoints(values) };
    }

    async function* pages(): AsyncGenerator<string> {
      const attributes = await attributeColumns();
      yield stringify([[...EXPORT_COLUMNS, ...attributes]]);
      const currency = row?.currency ?? '';
      const { loyalOrders } = parseSettings(row?.settings ?? '{}').stages;
      const rfm = { cuts, currency, today: Number(today), dayOf, loyalOrders };
      for await (const { contacts, sums, scores, measured } of contactPages()) {
        const ids = contacts.map((contact) => contact.id);
        const told = await attributeValues(db.read, shop, ids, attributes, end);
        yield stringify(
          contacts.map((contact) => {
            const sum = sums.get(contact.id);
            // whoever is exported is known by an address or a number; the stage asks for no more
            const { stage, cell } = standingOf(['known'], sum, rfm, measured(contact.id));
            const of = sum?.currency ?? currency;
            return [
              safeCell(contact.email),
              stage,
              scores.get(contact.id) ?? 0,
              sum?.count ?? 0,
              twoDecimals(sum?.net ?? 0, of),
              of,
              sum ? new Date(sum.lastAt).toISOString() : '',
              sum ? Number(today) - dayOf(sum.lastAt) : '',
              cell.r ?? '',
              cell.f ?? '',
              cell.m ?? '',
              cell.group,
              contact.customer_id ?? '',
              safeCell(contact.first_name),
              safeCell(contact.last_name),
              ...attributes.map((attribute) => safeCell(told.get(contact.id)?.get(attribute) ?? '')),
            ];
          }),
        );
      }
    }

    /** By their ids, which an import knows again. A shop that knows of none has none. */
    async function attributeColumns(): Promise<string[]> {
      const declared = (await declaredAttributes(db.read, shop)).map(({ id }) => id);
      return (await isTold(db.read, shop, BIRTHDAY)) ? [BIRTHDAY, ...declared] : declared;
    }

    async function* contactPages(): AsyncGenerator<{
      contacts: Awaited<ReturnType<typeof contactsAfter>>;
      sums: Map<string, OrdersSum>;
      scores: Map<string, number>;
      /** what frequency and money count where that is not all orders less refunds */
      measured: (id: string) => Measured | null;
    }> {
      for (let after = ''; ;) {
        const contacts = await contactsAfter(after);
        const ids = contacts.map((contact) => contact.id);
        const hard = await hardIdentities(db.read, shop, ids);
        const bought = isPlain(measure) ? null : await measuredOf(db.read, shop, ids, measure, end);
        yield {
          contacts,
          sums: await ordersAsOf(db.read, shop, hard, end),
          scores: await scoresAsOf(ids),
          measured: (id) => bought && (bought.get(id) ?? NOTHING_MEASURED),
        };
        const last = contacts.at(-1);
        if (!last || contacts.length < PAGE) return;
        after = last.id;
      }
    }

    function contactsAfter(after: string) {
      return db.read
        .selectFrom('contact')
        .select(['id', 'email', 'customer_id', 'first_name', 'last_name'])
        .where('shop', '=', shop)
        .where('id', '>', after)
        .where('stage', '<>', 'visitor')
        .where('first_seen_at', '<', end)
        .orderBy('id')
        .limit(PAGE)
        .execute();
    }

    async function scoresAsOf(contacts: readonly string[]): Promise<Map<string, number>> {
      if (contacts.length === 0) return new Map();
      const rows = await db.read
        .selectFrom('score_entry')
        .select((eb) => ['contact', eb.fn.sum<number>('points').as('score')])
        .where('shop', '=', shop)
        .where('contact', 'in', contacts)
        .where('scope', '=', 'global')
        .where('at', '<', end)
        .groupBy('contact')
        .execute();
      return new Map(rows.map((found) => [found.contact, found.score]));
    }
  }
}

/** Currencies without cents are written with them all the same, so that the column has one shape. */
function twoDecimals(minor: number, currency: string): string {
  const text = toMajorText(minor, currency);
  return currencyExponent(currency) === 0 ? `${text}.00` : text;
}

/** A spreadsheet runs a cell that begins with one of these as a formula; names come from shoppers (OWASP, CSV injection). */
export function safeCell(text: string | null): string {
  if (text === null) return '';
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
