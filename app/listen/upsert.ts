// Pieces of a multi-row upsert in which an older state never overwrites a newer one.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { type Told, type Versioned, withVersion } from './version.ts';

/** One entity a key, the newest; of two with the same instant the later in the list. A statement may name a row once. */
export function newest<T>(entities: readonly T[], key: (entity: T) => string, at: (entity: T) => number | string): T[] {
  if (entities.length < 2) return [...entities];
  const kept = new Map<string, T>();
  for (const entity of entities) {
    const known = kept.get(key(entity));
    if (!known || at(entity) >= at(known)) kept.set(key(entity), entity);
  }
  return [...kept.values()];
}

/** One telling an entity, the newest, with its version. @param heardAt stands for the instant of telling where none is told */
export function newestVersions<T extends Told>(
  entities: readonly T[],
  key: (entity: T) => string,
  heardAt: number,
): Versioned<T>[] {
  return newest(
    entities.map(withVersion(heardAt)),
    ({ entity }) => key(entity),
    ({ version }) => version,
  );
}

/** `set a = excluded.a, …` */
export function excluded<C extends string>(columns: readonly C[]): Record<C, RawBuilder<never>> {
  const entries = columns.map((column) => [column, sql<never>`${sql.ref(`excluded.${column}`)}`]);
  return Object.fromEntries(entries) as Record<C, RawBuilder<never>>;
}

/**
 * Whether the row that an upsert brings is newer than the one that stands; the same telling again is not. Rows of an
 * earlier release have no version.
 */
export function isNewer(table: string): RawBuilder<SqlBool> {
  const version = sql.ref(`${table}.version`);
  return sql<SqlBool>`(excluded.version > ${version}
    or (${version} is null and excluded.updated_at >= ${sql.ref(`${table}.updated_at`)}))`;
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
