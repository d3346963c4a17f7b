import { existsSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';

/** How long a process that was asked to end just now may still hold the file. */
const PATIENCE_MS = 3000;

/**
 * Whether another process has this file open. What changes a whole file (a migration, a restore) needs it alone: nothing may
 * be written into a table that is being rebuilt. Prisma takes it alone as well, and crashes without a reason when it cannot.
 */
export function isInUse(path: string): boolean {
  if (!existsSync(path)) return false;
  const file = new BetterSqlite(path, { timeout: PATIENCE_MS });
  try {
    file.pragma('locking_mode = EXCLUSIVE');
    file.exec('begin exclusive; rollback');
    return false;
  } catch (error) {
    if (error instanceof BetterSqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return true;
    throw error;
  } finally {
    file.close();
  }
}
