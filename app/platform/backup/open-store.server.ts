import { existsSync } from 'node:fs';
import { openPostgresStore } from './postgres-store.server.ts';
import { openSqliteStore } from './sqlite-store.server.ts';
import type { TableStore } from './table-store.ts';

/** @throws Error when a file to read is not there */
export async function openStore(url: string, access: { write: boolean }): Promise<TableStore> {
  if (!url.startsWith('file:')) return openPostgresStore(url, access);
  const path = url.slice('file:'.length);
  if (!existsSync(path)) throw new Error(`There is no database at ${path}.`);
  return openSqliteStore(path, access);
}
