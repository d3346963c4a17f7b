import type { Row } from './db.ts';

/** Rows for one table. Those that are there already stay, or take the new values of `replace.columns`. */
export interface BulkInsert {
  table: string;
  columns: readonly string[];
  rows: readonly Row[];
  replace?: {
    keys: readonly string[];
    columns: readonly string[];
    /** SQL: rows for which it does not hold stay as they are; the new values are in `excluded` */
    where?: string;
  };
  /** most likely none of them is there: PostgreSQL then tries them without looking first */
  mostlyNew?: boolean;
  /** place of the column whose value `except` may name */
  exceptBy?: number;
}

/** Rows of several tables that are written together, in this order. */
export interface Bulk {
  inserts: readonly BulkInsert[];
  /** the values that this query finds, inside the transaction, name rows that are left out; its parameters are `?` */
  except?: { sql: string; params: Row };
}

/** `insert … <source> on conflict …`, where the source is `values (…)` or a query of the same columns */
export function bulkSql({ table, columns, replace }: BulkInsert, source: string): string {
  const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
  const begin = `insert into "${table}" (${quoted(columns)}) ${source} on conflict`;
  if (!replace) return `${begin} do nothing`;
  const set = replace.columns.map((name) => `"${name}" = excluded."${name}"`).join(', ');
  const where = replace.where ? ` where ${replace.where}` : '';
  return `${begin} (${quoted(replace.keys)}) do update set ${set}${where}`;
}

/** The rows that `except` has not named; of those that would replace one another the last. */
export function rowsToWrite({ columns, rows, replace, exceptBy }: BulkInsert, excepted: ReadonlySet<unknown>) {
  const left =
    exceptBy === undefined || excepted.size === 0 ? rows : rows.filter((row) => !excepted.has(row[exceptBy]));
  if (!replace) return left;
  // PostgreSQL refuses a statement that would touch a row twice
  const places = replace.keys.map((key) => columns.indexOf(key));
  const byKey = new Map(left.map((row) => [places.map((place) => row[place]).join('\n'), row]));
  return byKey.size === left.length ? left : [...byKey.values()];
}
