import { existsSync, readdirSync } from 'node:fs';
import { sql } from 'kysely';
import type { Database } from './db.ts';

const FOLDERS = { sqlite: 'prisma/migrations', postgres: 'prisma/postgres/migrations' };

/** Every migration of this version of the code, the oldest first. */
export function wantedMigrations(dialect: Database['dialect']): string[] {
  const folder = new URL(`../../../${FOLDERS[dialect]}/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => existsSync(new URL(`${name}/migration.sql`, folder)))
    .toSorted();
}

/** Migrations that this version of the code needs and the database lacks. Newer ones that it has do no harm. */
export async function missingMigrations(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select migration_name as name from _prisma_migrations where finished_at is not null`.execute(db.read);
  const done = new Set(rows.map(({ name }) => name));
  return wantedMigrations(db.dialect).filter((name) => !done.has(name));
}
