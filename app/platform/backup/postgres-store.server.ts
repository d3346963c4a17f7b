import pg from 'pg';
import { type Column, fromPortable, type Portable, type TableStore, toPortable } from './table-store.ts';

const BATCH = 2000;
/** PostgreSQL takes this many parameters a statement. */
const MOST_VALUES = 60_000;

/** As text, so that nothing is lost on the way; the columns' types say what it means. */
const asText = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;

/** A repeatable read sees one state of the database however much is written meanwhile, and holds nobody up. */
export async function openPostgresStore(url: string, { write }: { write: boolean }): Promise<TableStore> {
  const client = new pg.Client({ connectionString: url, types: asText });
  client.on('error', () => {});
  await client.connect();
  await client.query(write ? 'begin' : 'begin isolation level repeatable read read only');
  const types = new Map<string, string>();
  let open = true;

  async function rowsOf<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await client.query(sql, values)).rows as T[];
  }

  function fromColumn(table: string, { name, kind }: Column, value: string | null): Portable {
    if (value === null) return null;
    if (kind === 'flag') return value === 't';
    if (kind === 'instant') return new Date(`${value.replace(' ', 'T')}Z`).toISOString();
    switch (types.get(`${table}.${name}`)) {
      case 'integer':
      case 'smallint':
      case 'bigint':
        return toPortable(BigInt(value));
      case 'double precision':
      case 'real':
      case 'numeric':
        return Number(value);
      case 'bytea':
        return toPortable(Buffer.from(value.slice(2), 'hex'));
      default:
        return value;
    }
  }

  return {
    dialect: 'postgres',
    async tables() {
      const rows = await rowsOf<{ table: string; name: string; type: string }>(
        `select c.table_name as "table", c.column_name as name, c.data_type as type
         from information_schema.columns c
         join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
         where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.table_name not like '\\_prisma%'
         order by c.table_name, c.ordinal_position`,
      );
      for (const { table, name, type } of rows) types.set(`${table}.${name}`, type);
      const byTable = Map.groupBy(rows, ({ table }) => table);
      return [...byTable].map(([name, columns]) => ({
        name,
        columns: columns.map((column) => ({ name: column.name, kind: kindOf(column.type) })),
      }));
    },
    async migrations() {
      const rows = await rowsOf<{ name: string }>(
        'select migration_name as name from _prisma_migrations where finished_at is not null order by 1',
      );
      return rows.map(({ name }) => name);
    },
    async *read(table) {
      await client.query(`declare rows_of_table no scroll cursor for select * from "${table.name}"`);
      try {
        for (;;) {
          const rows = await rowsOf<Record<string, string | null>>(`fetch ${BATCH} from rows_of_table`);
          if (rows.length === 0) return;
          yield rows.map((row) =>
            Object.fromEntries(
              table.columns.map((column) => [column.name, fromColumn(table.name, column, row[column.name] ?? null)]),
            ),
          );
        }
      } finally {
        await client.query('close rows_of_table');
      }
    },
    async isEmpty(table) {
      return (await rowsOf(`select 1 from "${table.name}" limit 1`)).length === 0;
    },
    async clear(table) {
      await client.query(`delete from "${table.name}"`);
    },
    async insert(table, columns, rows) {
      const size = Math.max(1, Math.floor(MOST_VALUES / columns.length));
      const names = columns.map(({ name }) => `"${name}"`).join(', ');
      for (let start = 0; start < rows.length; start += size) {
        const some = rows.slice(start, start + size);
        const places = some.map(
          (_, row) => `(${columns.map((__, at) => `$${row * columns.length + at + 1}`).join(', ')})`,
        );
        const values = some.flatMap((row) =>
          columns.map(({ name }) => {
            const value = fromPortable(row[name] ?? null);
            return typeof value === 'bigint' ? value.toString() : value;
          }),
        );
        await client.query(`insert into "${table.name}" (${names}) values ${places.join(', ')}`, values);
      }
    },
    async commit() {
      await client.query('commit');
      open = false;
    },
    async close() {
      if (open) await client.query('rollback').catch(() => {});
      await client.end();
    },
  };
}

function kindOf(type: string): Column['kind'] {
  if (type === 'boolean') return 'flag';
  return type.startsWith('timestamp') ? 'instant' : 'plain';
}
