// Everything that is understood of a shop, row by row, in an order of its own: what two tellings must agree on.
import type { Database, Tables } from '../app/platform/db/db.ts';

const TABLES = [
  'contact',
  'contact_attribute',
  'identity',
  'score_entry',
  'contact_score',
  'interest',
  'order_touch',
  'segment_member',
  'consent',
  'contact_consent',
  'automation_choice',
  'wish',
  'credit',
  'orders',
  'order_line',
  'refund',
  'customer',
  'checkout',
  'cart',
  'cart_line',
  'product',
  'variant',
] as const satisfies readonly (keyof Tables)[];

/**
 * What may differ: how a state came here (`version`), when a handle was first named (a lost state in between may have
 * been the first to name it) and the catalogue's picture at the moment of hearing.
 */
const NOT_COMPARED: Readonly<Record<string, readonly string[]>> = {
  identity: ['created_at'],
  checkout: ['lines'],
  // when somebody joined is when it was heard
  segment_member: ['joined_at'],
};
const NEVER_COMPARED = ['version', 'complete'];

/** One line a row, sorted. */
export async function stateOf(db: Database): Promise<string[]> {
  const lines: string[] = [];
  for (const table of TABLES) {
    const rows: Record<string, unknown>[] = await db.read.selectFrom(table).selectAll().execute();
    const left = new Set([...NEVER_COMPARED, ...(NOT_COMPARED[table] ?? [])]);
    for (const row of rows) {
      const columns = Object.keys(row)
        .filter((column) => !left.has(column))
        .toSorted();
      lines.push(`${table} ${JSON.stringify(columns.map((column) => [column, row[column]]))}`);
    }
  }
  return lines.sort();
}

/** Rows that stand on one side only. */
export function differences(one: readonly string[], other: readonly string[]): string[] {
  const left = new Set(one);
  const right = new Set(other);
  return [
    ...one.filter((line) => !right.has(line)).map((line) => `- ${line}`),
    ...other.filter((line) => !left.has(line)).map((line) => `+ ${line}`),
  ];
}
