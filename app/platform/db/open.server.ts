import type { Database, StatementProbe } from './db.ts';
import { openPostgres } from './postgres.server.ts';
import { openSqlite } from './sqlite.server.ts';

/**
 * Opens the database of a URL: `file:./path.db` or `postgres://…`. The schema must be in place (npm run migrate).
 * @throws Error naming the two accepted forms
 */
export function openDatabase(url: string, probe?: StatementProbe): Database {
  if (url.startsWith('file:')) return openSqlite(url.slice('file:'.length), probe);
  if (/^postgres(ql)?:/.test(url)) return openPostgres(url, probe);
  throw new Error('DATABASE_URL must start with file: (SQLite) or postgres:// (PostgreSQL)');
}
