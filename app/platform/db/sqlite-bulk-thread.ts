// The thread of sqlite-bulk.server.ts.
import type BetterSqlite from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';
import { type Bulk, bulkSql, rowsToWrite } from './bulk.ts';
import { failedJob, type JobAnswer } from './job-thread.ts';
import { connect } from './sqlite-connection.ts';

const connection = connect((workerData as { path: string }).path);
// what is lost with the power is done again; a commit then costs no sync, and the file stays whole all the same
connection.pragma('synchronous = NORMAL');
// pages of an index are written again and again: carried back to the database file less often, they are carried once
connection.pragma('wal_autocheckpoint = 8000');
const statements = new Map<string, BetterSqlite.Statement>();

const writeAll = connection.transaction(({ inserts, except }: Bulk) => {
  const excepted = new Set<unknown>(
    except
      ? connection
          .prepare(except.sql)
          .pluck()
          .all(...except.params)
      : [],
  );
  for (const insert of inserts) {
    const rows = rowsToWrite(insert, excepted);
    if (rows.length === 0) continue;
    const statement = prepared(bulkSql(insert, `values (${insert.columns.map(() => '?').join(', ')})`));
    for (const row of rows) statement.run(row);
  }
});

parentPort?.on('message', (bulk: Bulk) => parentPort?.postMessage(answer(bulk)));

function answer(bulk: Bulk): JobAnswer {
  try {
    writeAll.immediate(bulk);
    return null;
  } catch (error) {
    return failedJob(error);
  }
}

function prepared(sql: string): BetterSqlite.Statement {
  let statement = statements.get(sql);
  if (!statement) {
    statement = connection.prepare(sql);
    statements.set(sql, statement);
  }
  return statement;
}
