// Shopify's own export of orders: the first row of an order tells of it, further rows of the same name add lines.
// https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders
import { BadLine, type LineReason } from './bad-line.ts';
import { amountIn, type Cell, cellsOf, currencyIn, emailIn, short } from './columns.ts';
import { IMPORTED, type ImportedLine, type ImportedOrder } from './imported-order.ts';
import type { RowReading } from './simple-table.ts';

const MARKS = ['name', 'financial status', 'created at', 'total', 'lineitem name'];

export function isShopifyExport(headings: readonly string[]): boolean {
  return MARKS.every((mark) => headings.includes(mark));
}

/** Statuses of an order for which no money was taken and none will be. */
const NOT_TAKEN = new Set(['voided', 'expired']);

export interface ShopifyRows {
  /** @returns the order that the row before ended, if this row starts another. @throws BadLine */
  read(line: number, values: readonly string[]): ImportedOrder | null;
  /** the order whose rows have not ended */
  end(): ImportedOrder | null;
}

export function createShopifyRows({ headings, currency, readInstant }: RowReading): ShopifyRows {
  const cells = cellsOf(headings);
  let open: ImportedOrder | null = null;
  /** the order whose first row was refused: its further rows are no news */
  let refusedName = '';

  function startOf(cell: Cell, line: number, name: string): ImportedOrder {
    const placedAt = readInstant(cell('created at'));
    if (placedAt === null) {
      throw new BadLine('not_an_instant', { column: 'Created at', value: short(cell('created at')) });
    }
    const inCurrency = currencyIn(cell('currency'), currency);
    const id = /^\d+$/.test(cell('id')) ? cell('id') : IMPORTED + name;
    const email = emailIn(cell('email'), 'Email');
    const total = amountIn(cell('total'), 'Total', inCurrency);
    const refunded = cell('refunded amount');
    const discount = cell('discount amount');
    const [firstName, lastName] = namesIn(cell('billing name') || cell('shipping name'));
    const country = cell('billing country') || cell('shipping country');
    return {
      line,
      id,
      name,
      email,
      buyer: null,
      firstName,
      lastName,
      country: /^[A-Z]{2}$/.test(country) ? country : null,
      currency: inCurrency,
      total,
      discounts: discount === '' ? null : amountIn(discount, 'Discount Amount', inCurrency),
      refunded: refunded === '' ? 0 : amountIn(refunded, 'Refunded Amount', inCurrency),
      placedAt,
      cancelledAt: cancelledAt(cell, placedAt),
      accepts: cell('accepts marketing').toLowerCase() === 'yes',
      source: cell('source') || null,
      lines: [],
    };
  }

  function cancelledAt(cell: Cell, placedAt: number): number | null {
    if (cell('cancelled at') !== '') return readInstant(cell('cancelled at')) ?? placedAt;
    return NOT_TAKEN.has(cell('financial status').toLowerCase()) ? placedAt : null;
  }

  return {
    read(line, values) {
      const cell = cells(values);
      const name = cell('name').slice(0, 200);
      if (name === '') throw new BadLine('no_order_name');
      // only the first row of an order has these
      const isFirst = cell('created at') !== '' || cell('total') !== '';
      if (!isFirst) {
        if (name === refusedName) throw new BadLine('order_refused', { value: short(name) });
        if (open?.name !== name) throw new BadLine('order_elsewhere', { value: short(name) });
        open.lines.push(lineIn(cell, open.currency));
        return null;
      }
      const ended = open;
      open = null;
      refusedName = name;
      try {
        const order = startOf(cell, line, name);
        if (cell('lineitem name') !== '') order.lines.push(lineIn(cell, order.currency));
        open = order;
        refusedName = '';
      } catch (error) {
        // the order before is whole all the same
        if (!(error instanceof BadLine) || !ended) throw error;
        throw new BadLineAfter(error.reason, ended);
      }
      return ended;
    },
    end() {
      const ended = open;
      open = null;
      return ended;
    },
  };
}

/** A bad row that also ended the order before it. */
export class BadLineAfter extends BadLine {
  readonly ended: ImportedOrder;

  constructor({ code, ...about }: LineReason, ended: ImportedOrder) {
    super(code, about);
    this.ended = ended;
  }
}

function lineIn(cell: Cell, currency: string): ImportedLine {
  const quantity = Number(cell('lineitem quantity'));
  if (!Number.isSafeInteger(quantity) || quantity < 0) {
    throw new BadLine('not_pieces', { column: 'Lineitem quantity', value: short(cell('lineitem quantity')) });
  }
  return {
    title: cell('lineitem name').slice(0, 500),
    sku: cell('lineitem sku') || null,
    quantity,
    price: amountIn(cell('lineitem price'), 'Lineitem price', currency),
  };
}

/** The export has one name; what follows the first word is taken for the family's. */
function namesIn(full: string): [string | null, string | null] {
  const [first = '', ...rest] = full.split(/\s+/);
  return [first || null, rest.join(' ') || null];
}
