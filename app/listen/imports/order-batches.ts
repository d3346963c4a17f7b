import { BadLine, type LineReason } from './bad-line.ts';
import { headingOf } from './heading.ts';
import { type CsvRecord, readCsv } from './csv-records.ts';
import type { ImportedOrder } from './imported-order.ts';
import { createReadInstant } from './instants.ts';
import { RefusedFile } from './refused-file.ts';
import { BadLineAfter, createShopifyRows, isShopifyExport } from './shopify-export.ts';
import { createSimpleRows, lackOfSimpleTable, type RowReading } from './simple-table.ts';

/** A line that was left out, and why. */
export interface RefusedLine {
  line: number;
  /** a `LineReason`, as it is stored */
  reason: string;
}

/** Some whole orders of a file, and what could not be read on the way to them. */
export interface OrderBatch {
  orders: ImportedOrder[];
  refused: RefusedLine[];
  /** lines of data read since the last batch */
  lines: number;
  /** bytes of the file that are read so far */
  bytes: number;
}

interface Options {
  /** of amounts whose row names none */
  currency: string;
  /** of days and of times without an offset */
  zone: string;
  size: number;
}

type ReadRow = (line: number, values: readonly string[]) => ImportedOrder | null;

/**
 * Reads a Shopify export of orders, or a plain table, in whole orders and constant memory.
 * @throws RefusedFile
 */
export async function* readOrderBatches(
  source: AsyncIterable<Uint8Array | string>,
  { currency, zone, size }: Options,
): AsyncGenerator<OrderBatch> {
  let reader: { read: ReadRow; end: () => ImportedOrder | null } | null = null;
  let batch: OrderBatch = { orders: [], refused: [], lines: 0, bytes: 0 };

  const refuse = (line: number, reason: LineReason) => batch.refused.push({ line, reason: JSON.stringify(reason) });

  function take(record: CsvRecord, read: ReadRow): void {
    batch.lines++;
    if ('problem' in record) {
      refuse(record.line, { code: record.problem });
      return;
    }
    try {
      const order = read(record.line, record.values);
      if (order) batch.orders.push(order);
    } catch (error) {
      if (!(error instanceof BadLine)) throw error;
      if (error instanceof BadLineAfter) batch.orders.push(error.ended);
      refuse(record.line, error.reason);
    }
  }

  for await (const { records, bytes } of readCsv(source)) {
    for (const record of records) {
      if (!reader) {
        reader = readerFor(record, { currency, readInstant: createReadInstant(zone) });
        continue;
      }
      take(record, reader.read);
      if (batch.orders.length + batch.refused.length < size) continue;
      yield { ...batch, bytes };
      batch = { orders: [], refused: [], lines: 0, bytes };
    }
    batch.bytes = bytes;
  }
  if (!reader) throw new RefusedFile('empty');
  const last = reader.end();
  if (last) batch.orders.push(last);
  yield batch;
}

function readerFor(first: CsvRecord, reading: Omit<RowReading, 'headings'>) {
  if ('problem' in first) throw new RefusedFile('heading_broken');
  const headings = first.values.map(headingOf);
  const rows = { ...reading, headings };
  if (isShopifyExport(headings)) return createShopifyRows(rows);
  const lack = lackOfSimpleTable(headings);
  if (lack) throw new RefusedFile(lack, first.values.slice(0, 12).join(', ').slice(0, 200));
  return { read: createSimpleRows(rows), end: () => null };
}
