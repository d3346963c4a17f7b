// The thread of sqlite-append.server.ts.
import type BetterSqlite from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';
import type { Row } from './db.ts';
import { failedJob, type JobAnswer } from './job-thread.ts';
import type { AppendJob } from './sqlite-append.server.ts';
import { connect } from './sqlite-connection.ts';

const connection = connect((workerData as { path: string }).path);
const statements = new Map<string, BetterSqlite.Statement>();

const insertAll = connection.transaction((statement: BetterSqlite.Statement, rows: readonly Row[]) => {
  for (const row of rows) statement.run(...row);
});

parentPort?.on('message', ({ sql, rows }: AppendJob) => parentPort?.postMessage(answer(sql, rows)));

function answer(sql: string, rows: readonly Row[]): JobAnswer {
  try {
    let statement = statements.get(sql);
    if (!statement) {
      statement = connection.prepare(sql);
      statements.set(sql, statement);
    }
    insertAll.immediate(statement, rows);
    return null;
  } catch (error) {
    return failedJob(error);
  }
}
