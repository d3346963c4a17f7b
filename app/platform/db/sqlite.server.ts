import BetterSqlite from 'better-sqlite3';
import { CompiledQuery, Kysely, SqliteAdapter, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, SqliteDatabase, SqliteDialectConfig, SqliteStatement } from 'kysely';
import { LRUCache } from 'lru-cache';
import { bulkSql } from './bulk.ts';
import type { Database, Row, StatementProbe, Tables, Trx } from './db.ts';
import { createMutex } from './mutex.ts';
import { createAppendThread } from './sqlite-append.server.ts';
import { createBulkThread } from './sqlite-bulk.server.ts';
import { connect } from './sqlite-connection.ts';

/**
 * WAL with synchronous=FULL: a commit is on the disk before it is acknowledged, and group commit makes that cheap.
 * There is one serialised writer; better-sqlite3 waits for locks synchronously, so a second writer in this process
 * would block the event loop that has to release the first.
 */
export function openSqlite(path: string, probe?: StatementProbe): Database {
  const writer = connect(path);
  // created after the writer, which makes the file and its WAL
  const reader = connect(path, { readonly: true });
  const mutex = createMutex();
  const appending = createAppendThread(path);
  const bulks = createBulkThread(path);
  learnSizes(writer);
  const relearn = setInterval(() => void mutex(async () => learnSizes(writer)), RELEARN_MS);
  relearn.unref();
  const write = new Kysely<Tables>({ dialect: dialectOf(writer, probe) });
  const read = new Kysely<Tables>({ dialect: dialectOf(reader) });

  return {
    dialect: 'sqlite',
    read,
    // the mutex already does on one process what a named lock does across processes
    write: (fn) => mutex(() => retryBusy(() => write.transaction().execute((trx) => fn(trx as Trx)))),
    exclusive: mutex,
    appender(table, columns) {
      const names = columns.map((column) => `"${column}"`).join(', ');
      const sql = `insert into "${table}" (${names}) values (${columns.map(() => '?').join(', ')}) on conflict do nothing`;
      const append = (rows: readonly Row[]) => {
        if (probe) for (let row = 0; row < rows.length; row++) probe(sql);
        return mutex(() => retryBusy(() => appending.run({ sql, rows })));
      };
      return Object.assign(async (rows: readonly Row[]) => append(rows), { atOnce: 1 });
    },
    async bulk(bulk) {
      if (probe) for (const insert of bulk.inserts) if (insert.rows.length > 0) probe(bulkSql(insert, ''));
      await mutex(() => retryBusy(() => bulks.run(bulk)));
    },
    scrub: () => mutex(async () => void writer.pragma('wal_checkpoint(TRUNCATE)')),
    async close() {
      clearInterval(relearn);
      await mutex(async () => {
        await write.destroy();
        await read.destroy();
        await appending.close();
        await bulks.close();
      });
    },
  };
}

const RELEARN_MS = 10 * 60 * 1000;

/**
 * Without statistics SQLite takes an index by its first column, and every index here begins with the shop: it would read
 * a whole shop for a handful of rows. Samples some hundred entries of each index that has changed a lot.
 * https://sqlite.org/lang_analyze.html#periodically_run_pragma_optimize_
 */
function learnSizes(connection: BetterSqlite.Database): void {
  connection.pragma('analysis_limit = 400');
  connection.pragma('optimize = 0x10002');
}

/** A deferred BEGIN that reads and then writes after another connection's commit fails at once: begin as a writer. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

function dialectOf(connection: BetterSqlite.Database, probe?: StatementProbe): Dialect {
  const config: SqliteDialectConfig = { database: cachingStatements(connection, probe) };
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new ImmediateDriver(config),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

const STATEMENTS_KEPT = 500;

/** Preparing costs more than running a small statement: the same SQL text is prepared once. */
function cachingStatements(connection: BetterSqlite.Database, probe?: StatementProbe): SqliteDatabase {
  const statements = new LRUCache<string, BetterSqlite.Statement>({ max: STATEMENTS_KEPT });
  return {
    prepare(sql) {
      if (probe && /^\s*(insert|update|delete|commit)/i.test(sql)) probe(sql);
      let statement = statements.get(sql);
      if (!statement) {
        statement = connection.prepare(sql);
        statements.set(sql, statement);
      }
      return statement as unknown as SqliteStatement;
    },
    close: () => void connection.close(),
  };
}

async function retryBusy<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!code.startsWith('SQLITE_BUSY') || attempt >= 60) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.min(attempt * 5, 100)));
    }
  }
}
