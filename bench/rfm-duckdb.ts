// The same cut-points and cells by DuckDB, from a table of its own that holds the same numbers.
import { DuckDBDataChunk, DuckDBInstance, DOUBLE, INTEGER } from '@duckdb/node-api';
import type { CustomerColumns } from '../app/understand/rfm/columns.ts';

const CHUNK = 2048;
const FIFTHS = '[0.2, 0.4, 0.6, 0.8]';

const above = (column: string, cuts: string) =>
  [1, 2, 3, 4].map((at) => `(${column} > ${cuts}[${at}])::utinyint`).join(' + ');

const SCORE = `create or replace table cell as
  with cuts as materialized (select quantile_cont(recency, ${FIFTHS}) as r, quantile_cont(orders, ${FIFTHS}) as f,
    quantile_cont(spent, ${FIFTHS}) as m from customer)
  select (25 * (4 - (${above('recency', 'cuts.r')})) + 5 * (${above('orders', 'cuts.f')})
    + (${above('spent', 'cuts.m')}))::utinyint as code from customer, cuts`;

export interface DuckDb {
  /** @returns seconds */
  score(): Promise<number>;
  /** the cells of the last scoring, in the order of the customers */
  codes(): Promise<Uint8Array>;
  close(): void;
}

export async function openDuckDb({ recency, orders, spent }: CustomerColumns): Promise<DuckDb> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run('create table customer (recency integer, orders integer, spent double)');
  const appender = await connection.createAppender('customer');
  for (let start = 0; start < recency.length; start += CHUNK) {
    const chunk = DuckDBDataChunk.create([INTEGER, INTEGER, DOUBLE]);
    const end = start + CHUNK;
    chunk.setColumns([
      [...recency.subarray(start, end)],
      [...orders.subarray(start, end)],
      [...spent.subarray(start, end)],
    ]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  return {
    async score() {
      const started = performance.now();
      await connection.run(SCORE);
      return (performance.now() - started) / 1000;
    },
    async codes() {
      const reader = await connection.runAndReadAll('select code from cell order by rowid');
      return Uint8Array.from(reader.getColumns()[0] ?? [], Number);
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
