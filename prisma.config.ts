import { randomUUID } from 'node:crypto';
import { PrismaBetterSQLite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { defineConfig } from 'prisma/config';

// All migration work runs on Prisma's WebAssembly schema engine, so that no engine binary is downloaded. Three gaps of
// the 6.19 adapters are filled here; they matter to the command line only (the app builds its own adapters).
process.env.DATABASE_URL ||= 'file:./.data/sandmill.db';
const url = process.env.DATABASE_URL;
const isPostgres = /^postgres(ql)?:/.test(url);

/** better-sqlite3 prepares one statement at a time, and the shadow database is fed whole files. */
class SqliteMigrate extends PrismaBetterSQLite3 {
  override async connectToShadowDb() {
    const shadow = await super.connectToShadowDb();
    const executeRaw = shadow.executeRaw.bind(shadow);
    shadow.executeRaw = async (query) => {
      if (query.args.length > 0) return executeRaw(query);
      await shadow.executeScript(query.sql);
      return 0;
    };
    return shadow;
  }
}

/** The adapter rejects catalogue columns of type "char" and `name` (oids 18 and 19): read them as text (25). */
function catalogueSafePool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 2, allowExitOnIdle: true });
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
  (pool as { query: unknown }).query = async (...args: unknown[]) => {
    const result = await query(...args);
    for (const field of result.fields ?? []) {
      if (field.dataTypeID === 18 || field.dataTypeID === 19) field.dataTypeID = 25;
    }
    return result;
  };
  return pool;
}

/** Given a connection string, the adapter would replay the shadow database into the main one: name another. */
class PostgresMigrate extends PrismaPg {
  readonly #connectionString: string;

  constructor(connectionString: string) {
    super(catalogueSafePool(connectionString), { disposeExternalPool: true });
    this.#connectionString = connectionString;
  }

  override async connectToShadowDb() {
    const name = `prisma_shadow_${randomUUID()}`;
    const admin = new pg.Client({ connectionString: this.#connectionString });
    await admin.connect();
    await admin.query(`CREATE DATABASE "${name}"`);
    const shadowUrl = new URL(this.#connectionString);
    shadowUrl.pathname = `/${name}`;
    const shadow = await new PrismaPg(catalogueSafePool(shadowUrl.href), { disposeExternalPool: true }).connect();
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await admin.query(`DROP DATABASE IF EXISTS "${name}"`);
      await admin.end();
    };
    return shadow;
  }
}

export default defineConfig({
  experimental: { adapter: true },
  engine: 'js',
  schema: isPostgres ? 'prisma/postgres/schema.prisma' : 'prisma/schema.prisma',
  migrations: { path: isPostgres ? 'prisma/postgres/migrations' : 'prisma/migrations' },
  adapter: async () => (isPostgres ? new PostgresMigrate(url) : new SqliteMigrate({ url })),
});
