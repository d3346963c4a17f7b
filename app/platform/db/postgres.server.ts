import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { bulkSql } from './bulk.ts';
import type { Database, Row, StatementProbe, Tables, Trx } from './db.ts';
import { createMutex } from './mutex.ts';
import { createBulkThread } from './postgres-bulk.server.ts';
import { inTransaction } from './postgres-transaction.ts';

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
  // a connection that the server closes, idle or in use, must not end the process: whoever uses it hears of it
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const read = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: probe ? probed(pool, probe) : pool }) });
  const mutex = createMutex();
  const bulks = createBulkThread(url);
  const bulkTurn = createMutex();

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
      const append = async (rows: readonly Row[]) => {
        probe?.(`insert into ${table}`);
        const chunks = chunksOf(rows, ROWS_A_STATEMENT);
        if (chunks.length === 1 && chunks[0]) await insertRows(pool, table, names, columns.length, chunks[0]);
        if (chunks.length > 1) {
          await inTransaction(pool, async (client) => {
            for (const chunk of chunks) await insertRows(client, table, names, columns.length, chunk);
          });
        }
      };
      return Object.assign(append, { atOnce: 2 });
    },
    async bulk(bulk, options) {
      if (probe) for (const insert of bulk.inserts) if (insert.rows.length > 0) probe(bulkSql(insert, ''));
      await bulkTurn(() => retry(() => bulks.run({ bulk, lock: options?.lock })));
    },
    // rows that were deleted go with the next vacuum, and the log with its segments: both are the server's own work
    scrub: async () => {},
    async close() {
      await bulkTurn(() => bulks.close());
      await read.destroy();
    },
  };
}

const placesMade = new Map<string, string>();

/** `($1, $2), ($3, $4)`: made once for each shape, of which there are as many as rows fit a statement. */
function placesOf(rows: number, width: number): string {
  const shape = `${rows}x${width}`;
  const known = placesMade.get(shape);
  if (known !== undefined) return known;
  const places = (row: number) => Array.from({ length: width }, (_, at) => `$${row * width + at + 1}`).join(', ');
  const made = Array.from({ length: rows }, (_, row) => `(${places(row)})`).join(', ');
  placesMade.set(shape, made);
  return made;
}

const ROWS_A_STATEMENT = 64;

function chunksOf(rows: readonly Row[], size: number): (readonly Row[])[] {
  const chunks: (readonly Row[])[] = [];
  for (let start = 0; start < rows.length; start += size) chunks.push(rows.slice(start, start + size));
  return chunks;
}

/**
 * One statement for all rows, prepared once for each number of rows. Values travel as they are; an array parameter
 * would be quoted here and unquoted there, which for JSON costs more than the insert.
 */
async function insertRows(
  on: Pick<pg.Pool, 'query'>,
  table: string,
  names: string,
  width: number,
  rows: readonly Row[],
): Promise<void> {
  const text = `insert into "${table}" (${names}) values ${placesOf(rows.length, width)} on conflict do nothing`;
  await on.query({ name: `append ${table} ${width} ${rows.length}`, text, values: rows.flat() });
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
              if (typeof text === 'string' && /^\s*(insert|update|delete|with|commit)/i.test(text)) probe(text);
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
