import type { PrismaClient } from '../../db/generated/client/client.ts';

/** What the session storage uses of a Prisma client; both databases' clients have it. */
export interface SessionTable {
  session: Pick<PrismaClient['session'], 'upsert' | 'findUnique' | 'findMany' | 'deleteMany'>;
  $disconnect(): Promise<void>;
}

/**
 * Opens Shopify's session table of a database. Prisma serves the sessions only: everything else goes through Kysely
 * (docs/architecture.md), and each database loads its own client alone.
 */
export async function openSessionTable(url: string): Promise<SessionTable> {
  if (url.startsWith('file:')) {
    const { PrismaBetterSQLite3 } = await import('@prisma/adapter-better-sqlite3');
    const { PrismaClient } = await import('../../db/generated/client/client.ts');
    return new PrismaClient({ adapter: new PrismaBetterSQLite3({ url }) });
  }
  const { PrismaPg } = await import('@prisma/adapter-pg');
  const { PrismaClient } = await import('../../db/generated/postgres-client/client.ts');
  const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 2 }) });
  // the two generated clients describe the same model in types of their own
  return client as unknown as SessionTable;
}
