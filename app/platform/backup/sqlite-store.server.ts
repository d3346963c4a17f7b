import BetterSqlite from 'better-sqlite3';
import { connect } from '../db/sqlite-connection.ts';
import { type Column, fromPortable, type Portable, type Table, type TableStore, toPortable } from './table-store.ts';

const BATCH = 2000;
const LOCK_PATIENCE_MS = 10_000;

/** A read transaction of WAL sees one state of the file however much is written meanwhile, and holds nobody up. */
export function openSqliteStore(path: string, { write }: { write: boolean }): TableStore {
  const db = connect(path, write ? {} : { readonly: true });
  db.pragma(`busy_timeout = ${LOCK_PATIENCE_MS}`);
  db.exec(write ? 'begin immediate' : 'begin');
  const inserts = new Map<string, BetterSqlite.Statement>();

  return {
    dialect: 'sqlite',
    async tables() {
      const names = db
        .prepare<[], { name: string }>(
          `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_prisma%' escape '\\'
           order by name`,
        )
        .all();
      return names.map(({ name }) => ({ name, columns: columnsOf(db, name) }));
    },
    async migrations() {
      return db
        .prepare<[], { name: string }>(
          'select migration_name as name from _prisma_migrations where finished_at is not null order by name',
        )
        .all()
        .map(({ name }) => name);
    },
    async *read(table) {
      let batch: Record<string, Portable>[] = [];
      for (const row of db.prepare<[], Record<string, unknown>>(`select * from "${table.name}"`).iterate()) {
        batch.push(
          Object.fromEntries(table.columns.map((column) => [column.name, fromColumn(column, row[column.name])])),
        );
        if (batch.length < BATCH) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    },
    async isEmpty(table) {
      return db.prepare(`select 1 from "${table.name}" limit 1`).get() === undefined;
    },
    async clear(table) {
      db.exec(`delete from "${table.name}"`);
    },
    async insert(table, columns, rows) {
      const names = columns.map(({ name }) => `"${name}"`).join(', ');
      const sql = `insert into "${table.name}" (${names}) values (${columns.map(() => '?').join(', ')})`;
      const statement = inserts.get(sql) ?? db.prepare(sql);
      inserts.set(sql, statement);
      for (const row of rows) statement.run(columns.map((column) => toColumn(column, row[column.name] ?? null)));
    },
    async commit() {
      db.exec('commit');
    },
    async close() {
      if (db.inTransaction) db.exec('rollback');
      db.close();
    },
  };
}

function columnsOf(db: BetterSqlite.Database, table: string): Table['columns'] {
  const columns = db.pragma(`table_info("${table}")`) as { name: string; type: string }[];
  return columns.map(({ name, type }) => ({ name, kind: kindOf(type) }));
}

function kindOf(type: string): Column['kind'] {
  if (type === 'BOOLEAN') return 'flag';
  return type === 'DATETIME' ? 'instant' : 'plain';
}

function fromColumn({ kind }: Column, value: unknown): Portable {
  if (value === null) return null;
  if (kind === 'flag') return Boolean(value);
  if (kind === 'instant') return new Date(value as string | number).toISOString();
  return toPortable(value);
}

function toColumn({ kind }: Column, value: Portable): unknown {
  if (value === null) return null;
  if (kind === 'flag') return value ? 1 : 0;
  // as Prisma's adapter writes it
  if (kind === 'instant') return String(value).replace(/Z$/, '+00:00');
  return fromPortable(value);
}
