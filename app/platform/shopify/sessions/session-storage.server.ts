import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import type { Seal } from '../../crypto/seal.ts';
import type { Database } from '../../db/db.ts';
import type { Log } from '../../log/log.ts';
import { rowOf, sessionOf } from './session-row.ts';
import type { SessionTable } from './session-table.server.ts';

interface Options {
  table: SessionTable;
  /** writes take their turn with the app's own: see docs/architecture.md, "one way to the database" */
  db: Pick<Database, 'exclusive'>;
  seal: Seal;
  log: Log;
}

/**
 * Shopify's sessions on the Prisma model, with the tokens sealed at rest. The library's own Prisma storage asks for the
 * classic generated client, which needs an install script of npm; and it keeps tokens in the open.
 */
export function createSessionStorage({ table, db, seal, log }: Options): SessionStorage {
  const open = (row: Parameters<typeof sessionOf>[0]) => {
    try {
      return sessionOf(row, seal);
    } catch {
      // sealed with another key: as if it were not there, so that the next page load fetches new tokens
      log.warn(
        { session: row.id },
        'a stored Shopify token was sealed with another ENCRYPTION_KEY, it is fetched anew',
      );
      return undefined;
    }
  };

  return {
    async storeSession(session) {
      const row = rowOf(session, seal);
      await db.exclusive(() => table.session.upsert({ where: { id: row.id }, create: row, update: row }));
      return true;
    },
    async loadSession(id) {
      const row = await table.session.findUnique({ where: { id } });
      return row ? open(row) : undefined;
    },
    async deleteSession(id) {
      await db.exclusive(() => table.session.deleteMany({ where: { id } }));
      return true;
    },
    async deleteSessions(ids) {
      await db.exclusive(() => table.session.deleteMany({ where: { id: { in: ids } } }));
      return true;
    },
    async findSessionsByShop(shop) {
      const rows = await table.session.findMany({ where: { shop }, orderBy: { expires: 'desc' }, take: 25 });
      return rows.flatMap((row) => open(row) ?? []);
    },
  };
}
