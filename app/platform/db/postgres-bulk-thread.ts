// The thread of postgres-bulk.server.ts: many rows at once are copied into their table, or beside it and on from there.
import { finished } from 'node:stream/promises';
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type BulkInsert, bulkSql, rowsToWrite } from './bulk.ts';
import type { Row } from './db.ts';
import { failedJob, type JobAnswer } from './job-thread.ts';
import type { BulkJob } from './postgres-bulk.server.ts';
import { inTransaction } from './postgres-transaction.ts';

/** Rows of a piece of text that is handed to the connection. */
const ROWS_A_PIECE = 500;

/** How many bulks go beside their table after one that met rows which are there: where some are, more are likely. */
const BESIDE_AFTER_MEETING = 20;

const UNIQUE_VIOLATION = '23505';

// one connection, made again after it was lost and given back while nothing is to be done
const pool = new pg.Pool({ connectionString: (workerData as { url: string }).url, max: 1 });
pool.on('error', () => {});
pool.on('connect', (client) => client.on('error', () => {}));

parentPort?.on('message', (job: BulkJob) => void answer(job).then((told) => parentPort?.postMessage(told)));

async function answer(job: BulkJob): Promise<JobAnswer> {
  try {
    await writeBulk(job);
    return null;
  } catch (error) {
    return failedJob(error);
  }
}

/** Writes a bulk as one transaction. What a loss of power may take is done again: see `Database.bulk`. */
async function writeBulk({ bulk: { inserts, except }, lock }: BulkJob): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('set local synchronous_commit to off');
    if (lock) await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lock]);
    const excepted = new Set<unknown>();
    if (except) {
      let place = 0;
      const text = except.sql.replaceAll('?', () => `$${++place}`);
      const found = await client.query({ text, values: [...except.params], rowMode: 'array' });
      for (const row of found.rows as unknown[][]) excepted.add(row[0]);
    }
    for (const insert of inserts) {
      const rows = inKeyOrder(rowsToWrite(insert, excepted));
      if (rows.length > 0 && !(await wentStraight(client, insert, rows))) await putBeside(client, insert, rows);
    }
  });
}

/** Every key begins with the shop and what the row is called: in that order the pages of an index fill one by one. */
function inKeyOrder(rows: readonly Row[]): Row[] {
  const name = (row: Row) => String(row[1]);
  return rows.toSorted((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
}

/** bulks that go beside their table yet, by the shape of their rows */
const besideYet = new Map<string, number>();

/** The shortest way, for rows that are most likely new. @returns false, and leaves nothing, when one was there */
async function wentStraight(client: pg.PoolClient, insert: BulkInsert, rows: readonly Row[]): Promise<boolean> {
  if (!insert.mostlyNew) return false;
  const shape = shapeOf(insert);
  const beside = besideYet.get(shape) ?? 0;
  besideYet.set(shape, Math.max(0, beside - 1));
  if (beside > 0) return false;
  await client.query('savepoint straight');
  try {
    await copyRows(client, insert.table, namesOf(insert), rows);
    await client.query('release savepoint straight');
    return true;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== UNIQUE_VIOLATION) throw error;
    await client.query('rollback to savepoint straight');
    besideYet.set(shape, BESIDE_AFTER_MEETING);
    return false;
  }
}

async function putBeside(client: pg.PoolClient, insert: BulkInsert, rows: readonly Row[]): Promise<void> {
  const names = namesOf(insert);
  const beside = stagingOf(insert);
  await client.query(
    `create temporary table if not exists "${beside}" on commit delete rows
     as select ${names} from "${insert.table}" with no data`,
  );
  await copyRows(client, beside, names, rows);
  await client.query(bulkSql(insert, `select ${names} from "${beside}"`));
}

async function copyRows(client: pg.PoolClient, table: string, names: string, rows: readonly Row[]): Promise<void> {
  const stream = client.query(copyFrom(`copy "${table}" (${names}) from stdin`));
  const ended = finished(stream);
  // it is awaited below; until then its failure is nobody's
  ended.catch(() => {});
  for (let start = 0; start < rows.length && stream.writable; start += ROWS_A_PIECE) {
    const piece = rows.slice(start, start + ROWS_A_PIECE);
    const hasRoom = stream.write(piece.map(copied).join(''));
    if (!hasRoom) await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), ended]);
  }
  stream.end();
  await ended;
}

const namesOf = ({ columns }: BulkInsert) => columns.map((column) => `"${column}"`).join(', ');
const shapeOf = ({ table, columns }: BulkInsert) => `${table} ${columns.join(' ')}`;

const stagings = new Map<string, string>();

/** The temporary table of the connection for rows of this shape. */
function stagingOf(insert: BulkInsert): string {
  const shape = shapeOf(insert);
  const name = stagings.get(shape) ?? `bulk_${insert.table}_${stagings.size}`;
  stagings.set(shape, name);
  return name;
}

/** https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS, the text format */
function copied(row: Row): string {
  return `${row.map(field).join('\t')}\n`;
}

const SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function field(value: Row[number]): string {
  if (value === null) return '\\N';
  return typeof value === 'string' ? value.replace(SPECIAL, (one) => ESCAPES[one] ?? one) : String(value);
}
