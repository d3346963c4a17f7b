import { parse, CsvError } from 'csv-parse/sync';
import { CsvProblem } from './csv-problem.ts';

/** One order of the export: the first of its rows, and a line for each row. */
export interface ExportedOrder {
  line: number;
  name: string;
  field(column: string): string;
  cents(column: string): number;
  createdAt: string;
  instant(column: string): string | null;
  lines: ExportedLine[];
}

export interface ExportedLine {
  name: string;
  sku: string;
  vendor: string;
  quantity: number;
  cents: number;
}

const NEEDED = ['Name', 'Email', 'Created at', 'Total', 'Lineitem quantity', 'Lineitem name', 'Lineitem price'];

interface Row {
  line: number;
  values: Record<string, string>;
}

/**
 * Reads what Shopify writes under Orders → Export. An order with several items has several rows: the first
 * holds the order, the others repeat its name and their item.
 * https://help.shopify.com/en/manual/orders/export-orders
 * @throws CsvProblem
 */
export function readOrdersCsv(text: string): ExportedOrder[] {
  const rows = readRows(text);
  const orders = new Map<string, ExportedOrder>();
  for (const row of rows) {
    const name = row.values.Name ?? '';
    if (name === '') throw new CsvProblem(row.line, 'the order has no Name.');
    const known = orders.get(name);
    const order = known ?? orderOf(row, name);
    if (!known) orders.set(name, order);
    const line = lineOf(row);
    if (line) order.lines.push(line);
  }
  return [...orders.values()];
}

function readRows(text: string): Row[] {
  let parsed: { record: string[]; info: { lines: number } }[];
  try {
    parsed = parse(text, { bom: true, info: true, skip_empty_lines: true }) as unknown as typeof parsed;
  } catch (error) {
    if (error instanceof CsvError) throw new CsvProblem(Number(error.lines ?? 1), error.message);
    throw error;
  }
  const [head, ...rest] = parsed;
  if (!head) throw new CsvProblem(1, 'the file is empty.');
  const columns = head.record.map((column) => column.trim());
  const missing = NEEDED.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    throw new CsvProblem(
      1,
      `the columns ${missing.join(', ')} are missing. Is it the CSV that Shopify writes under Orders → Export?`,
    );
  }
  return rest.map(({ record, info }) => ({
    line: info.lines,
    values: Object.fromEntries(columns.map((column, n) => [column, record[n]?.trim() ?? ''])),
  }));
}

function orderOf(row: Row, name: string): ExportedOrder {
  const field = (column: string) => row.values[column] ?? '';
  const instant = (column: string) => (field(column) === '' ? null : instantOf(row, column));
  const createdAt = instant('Created at');
  if (createdAt === null) throw new CsvProblem(row.line, `the order ${name} has no "Created at".`);
  if (field('Total') === '') throw new CsvProblem(row.line, `the order ${name} has no Total.`);
  return {
    line: row.line,
    name,
    field,
    createdAt,
    instant,
    cents: (column) => (field(column) === '' ? 0 : centsOf(row, column)),
    lines: [],
  };
}

function lineOf(row: Row): ExportedLine | undefined {
  const name = row.values['Lineitem name'] ?? '';
  if (name === '') return undefined;
  const quantity = Number(row.values['Lineitem quantity']);
  if (!Number.isInteger(quantity) || quantity < 0) {
    throw new CsvProblem(row.line, `"${row.values['Lineitem quantity'] ?? ''}" is no Lineitem quantity.`);
  }
  return {
    name,
    quantity,
    sku: row.values['Lineitem sku'] ?? '',
    vendor: row.values.Vendor ?? '',
    cents: centsOf(row, 'Lineitem price'),
  };
}

function centsOf(row: Row, column: string): number {
  const text = row.values[column] ?? '';
  const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(text);
  if (!match) throw new CsvProblem(row.line, `"${text}" is no amount (${column}).`);
  const cents = Math.round(Number(`${match[2]}.${match[3] ?? '0'}`) * 100);
  return match[1] ? -cents : cents;
}

/** `2024-03-05 10:22:33 +0100` */
function instantOf(row: Row, column: string): string {
  const text = row.values[column] ?? '';
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?) ?(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  const at = match ? Date.parse(`${match[1]}T${match[2]}${zoneOf(match[3])}`) : Number.NaN;
  if (Number.isNaN(at)) throw new CsvProblem(row.line, `"${text}" is no date (${column}).`);
  return new Date(at).toISOString();
}

function zoneOf(zone: string | undefined): string {
  if (!zone || zone === 'Z') return 'Z';
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}
