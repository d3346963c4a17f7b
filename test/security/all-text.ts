import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '../../app/platform/db/db.ts';

/** Every row of every table as text, by its table. */
export async function tablesAsText(db: Database): Promise<Map<string, string[]>> {
  const all = await db.read.introspection.getTables();
  const tables = all.filter(({ schema }) => (schema ?? 'public') === 'public');
  const texts = new Map<string, string[]>();
  for (const { name } of tables) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(db.read);
    texts.set(
      name,
      rows.map((row) => JSON.stringify(row)),
    );
  }
  return texts;
}

/** Where a text stands: `table: row`. */
export async function findInDatabase(db: Database, needles: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const [table, rows] of await tablesAsText(db)) {
    for (const row of rows) if (needles.some((needle) => includes(row, needle))) found.push(`${table}: ${row}`);
  }
  return found;
}

/** Files below a folder whose bytes hold a text. */
export function findInFiles(folder: string, needles: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .flatMap((path) => {
      const bytes = readFileSync(path, 'latin1');
      return needles.filter((needle) => includes(bytes, needle)).map((needle) => `${path}: ${needle}`);
    });
}

const includes = (text: string, needle: string) => text.toLowerCase().includes(needle.toLowerCase());
