// Pieces of a multi-row upsert in which an older state never overwrites a newer one.
import { sql, type RawBuilder } from 'kysely';

/** One entity a key, the newest; of two with the same instant the later in the list. A statement may name a row once. */
export function newest<T>(entities: readonly T[], key: (entity: T) => string, at: (entity: T) => number): T[] {
  if (entities.length < 2) return [...entities];
  const kept = new Map<string, T>();
  for (const entity of entities) {
    const known = kept.get(key(entity));
    if (!known || at(entity) >= at(known)) kept.set(key(entity), entity);
  }
  return [...kept.values()];
}

/** `set a = excluded.a, …` */
export function excluded<C extends string>(columns: readonly C[]): Record<C, RawBuilder<never>> {
  const entries = columns.map((column) => [column, sql<never>`${sql.ref(`excluded.${column}`)}`]);
  return Object.fromEntries(entries) as Record<C, RawBuilder<never>>;
}

/** Values that one statement may carry: SQLite takes 32,766, PostgreSQL 65,535. */
const VALUES_A_STATEMENT = 20_000;

/** Calls `write` with as many rows at a time as one statement may carry, given the values that a row has. */
export async function inChunks<T>(
  rows: readonly T[],
  valuesOfRow: number,
  write: (rows: readonly T[]) => Promise<unknown>,
): Promise<void> {
  const size = Math.floor(VALUES_A_STATEMENT / valuesOfRow);
  for (let start = 0; start < rows.length; start += size) await write(rows.slice(start, start + size));
}
