import { type Selectable, sql } from 'kysely';
import type { Tables } from '../../platform/db/db.ts';
import type { Person, Sweep } from './person.ts';

type Rows = { [Table in keyof Tables]: Selectable<Tables[Table]> };

interface Walk<Table extends keyof Rows, Column extends keyof Rows[Table] & string> {
  name: string;
  table: Table;
  /** the column that names a row within a shop */
  key: keyof Rows[Table] & string;
  /** what tells whose a row is */
  columns: readonly Column[];
  /** rows a page has at most */
  size: number;
  isHers(row: Pick<Rows[Table], Column>, person: Person): boolean;
  erase: Sweep['erase'];
}

/** Walks a table where no index leads to a person, by its key and in pages, and finds what is hers. */
export function sweep<Table extends keyof Rows, Column extends keyof Rows[Table] & string>({
  name,
  table,
  key,
  columns,
  size,
  isHers,
  erase,
}: Walk<Table, Column>): Sweep {
  return {
    name,
    async find(reader, shop, person, after) {
      const { rows } = await sql<Pick<Rows[Table], Column> & { swept: string }>`
        select ${sql.ref(key)} as swept, ${sql.join(columns.map((column) => sql.ref(column)))}
        from ${sql.table(table)} where shop = ${shop} and ${sql.ref(key)} > ${after ?? ''}
        order by ${sql.ref(key)} limit ${size}
      `.execute(reader);
      const ids = rows.filter((row) => isHers(row, person)).map((row) => row.swept);
      return { ids, next: rows.length < size ? null : (rows.at(-1)?.swept ?? null) };
    },
    erase,
  };
}
