import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database, Row, StatementProbe, Tables, Trx } from './db.ts';
import { createMutex } from './mutex.ts';

const INT8 = 20;
const NUMERIC = 1700;

/** Serialization failure, deadlock, connection lost before anything was sent: safe to run the transaction again. */
const RETRY = new Set(['40001', '40P01']);

export function openPostgres(url: string, probe?: StatementProbe): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    // pg returns int8 and sums as text; our instants and minor units fit a double exactly
    types: {
      getTypeParser: ((oid: number, format: 'text' | 'binary') =>
        oid === INT8 || oid === NUMERIC
          ? Number
          : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // an idle connection that the server closes must not end the process
  pool.on('error', () => {});
  const read = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: probe ? probed(pool, probe) : pool }) });
  const mutex = createMutex();

  return {
    dialect: 'postgres',
    read,
    write: (fn, options) =>
      retry(() =>
        read.transaction().execute(async (trx) => {
          if (options?.lock) await sql`select pg_advisory_xact_lock(hashtextextended(${options.lock}, 0))`.execute(trx);
          return fn(trx as Trx);
        }),
      ),
    exclusive: mutex,
    appender(table, columns) {
      const names = columns.map((column) => `"${column}"`).join(', ');
      let statement: string | undefined;
      return async (rows) => {
        probe?.(`insert into ${table}`);
        statement ??= await unnestStatement(pool, table, columns, names);
        const arrays = columns.map((_, index) => rows.map((row: Row) => row[index] ?? null));
        await pool.query({ name: `append ${table} ${columns.length}`, text: statement, values: arrays });
      };
    },
    close: () => read.destroy(),
  };
}

/** One statement with a typed array for each column: one round trip and one commit for any number of rows. */
async function unnestStatement(
  pool: pg.Pool,
  table: string,
  columns: readonly string[],
  names: string,
): Promise<string> {
  const found = await pool.query<{ column_name: string; udt_name: string }>(
    'select column_name, udt_name from information_schema.columns where table_schema = current_schema() and table_name = $1',
    [table],
  );
  const types = new Map(found.rows.map((row) => [row.column_name, row.udt_name]));
  const casts = columns.map((column, index) => `$${index + 1}::${types.get(column) ?? 'text'}[]`).join(', ');
  return `insert into "${table}" (${names}) select * from unnest(${casts}) on conflict do nothing`;
}

async function retry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!RETRY.has(code) || attempt >= 8) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * attempt * 5));
    }
  }
}

function probed(pool: pg.Pool, probe: StatementProbe): pg.Pool {
  const connect = pool.connect.bind(pool);
  return Object.assign(Object.create(pool) as pg.Pool, {
    connect: async () => {
      const client = await connect();
      return new Proxy(client, {
        get(target, key) {
          if (key === 'query') {
            return (text: string, ...rest: unknown[]) => {
              if (typeof text === 'string' && /^\s*(insert|update|delete|commit)/i.test(text)) probe(text);
              return (target.query as (...args: unknown[]) => unknown)(text, ...rest);
            };
          }
          const value: unknown = Reflect.get(target, key);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    },
  });
}
