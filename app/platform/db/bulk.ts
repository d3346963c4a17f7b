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
  /** place of the column whose value `except` may name */
  exceptBy?: number;
}

/** Rows of several tables that are written together, in this order. */
export interface Bulk {
  inserts: readonly BulkInsert[];
  /** the values that this query finds, inside the transaction, name rows that are left out; its parameters are `?` */
  except?: { sql: string; params: Row };
}

/** `insert … values <places> on conflict …` */
export function bulkSql({ table, columns, replace }: BulkInsert, places: string): string {
  const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
  const begin = `insert into "${table}" (${quoted(columns)}) values ${places} on conflict`;
  if (!replace) return `${begin} do nothing`;
  const set = replace.columns.map((name) => `"${name}" = excluded."${name}"`).join(', ');
  const where = replace.where ? ` where ${replace.where}` : '';
  return `${begin} (${quoted(replace.keys)}) do update set ${set}${where}`;
}

/** The rows that `except` has not named. */
export function remaining({ rows, exceptBy }: BulkInsert, excepted: ReadonlySet<unknown>): readonly Row[] {
  if (exceptBy === undefined || excepted.size === 0) return rows;
  return rows.filter((row) => !excepted.has(row[exceptBy]));
}
