import { isInUse } from '../platform/db/sqlite-in-use.server.ts';

/** @throws when another process has the SQLite file of this URL open: what it writes meanwhile would be lost */
export function requireUnused(databaseUrl: string): void {
  if (!databaseUrl.startsWith('file:')) return;
  const path = databaseUrl.slice('file:'.length);
  if (isInUse(path)) throw new Error(`${path} is open in another process: stop Sandmill, then run this again.`);
}
