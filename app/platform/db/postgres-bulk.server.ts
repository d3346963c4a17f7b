// Many rows at once on PostgreSQL: copied beside their table, then inserted from there in one statement.
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Bulk, type BulkInsert, bulkSql, rowsToWrite } from './bulk.ts';
import type { Row } from './db.ts';

/** Rows of a piece of text that is handed to the connection. */
const ROWS_A_PIECE = 500;

/** Writes a bulk as one transaction. What a loss of power may take is done again: see `Database.bulk`. */
export async function writeBulk(pool: pg.Pool, { inserts, except }: Bulk, lock?: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
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
      const rows = rowsToWrite(insert, excepted);
      if (rows.length > 0) await copyInto(client, insert, rows);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

async function copyInto(client: pg.PoolClient, insert: BulkInsert, rows: readonly Row[]): Promise<void> {
  const names = insert.columns.map((column) => `"${column}"`).join(', ');
  const beside = stagingOf(insert);
  await client.query(
    `create temporary table if not exists "${beside}" on commit delete rows
     as select ${names} from "${insert.table}" with no data`,
  );
  const stream = client.query(copyFrom(`copy "${beside}" (${names}) from stdin`));
  const ended = finished(stream);
  // it is awaited below; until then its failure is nobody's
  ended.catch(() => {});
  for (let start = 0; start < rows.length && stream.writable; start += ROWS_A_PIECE) {
    const hasRoom = stream.write(
      rows
        .slice(start, start + ROWS_A_PIECE)
        .map(copied)
        .join(''),
    );
    if (!hasRoom) await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), ended]);
  }
  stream.end();
  await ended;
  await client.query(bulkSql(insert, `select ${names} from "${beside}"`));
}

const stagings = new Map<string, string>();

/** The temporary table of a connection for rows of this shape. */
function stagingOf({ table, columns }: BulkInsert): string {
  const shape = `${table} ${columns.join(' ')}`;
  const name = stagings.get(shape) ?? `bulk_${table}_${stagings.size}`;
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
