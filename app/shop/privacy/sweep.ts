import { type Selectable, sql } from 'kysely';
import type { Reader, Tables, Trx } from '../../platform/db/db.ts';
import type { Person, Sweep } from './person.ts';

/** Rows that one write changes: in a table of a million each is on pages of its own, in each of its indexes, and doors wait. */
export const ROWS_A_WRITE = 25;

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
      const hers = rows.filter((row) => isHers(row, person)).map((row) => row.swept);
      // a whole page may be hers: then the next one begins behind what one write takes
      if (hers.length > ROWS_A_WRITE) {
        const ids = hers.slice(0, ROWS_A_WRITE);
        return { ids, next: ids.at(-1) ?? null };
      }
      return { ids: hers, next: rows.length < size ? null : (rows.at(-1)?.swept ?? null) };
    },
    erase,
  };
}

interface Led {
  name: string;
  /** ids of at most so many rows, none when nothing is left; what has been erased may not be found again */
  find(reader: Reader, shop: string, person: Person, most: number): Promise<string[]>;
  erase(trx: Trx, shop: string, ids: readonly string[]): Promise<void>;
}

/** Erases what indexes lead to, a few rows at a time: somebody may have left tens of thousands. */
export function indexSweep({ name, find, erase }: Led): Sweep {
  return {
    name,
    async find(reader, shop, person) {
      const ids = await find(reader, shop, person, ROWS_A_WRITE);
      return { ids, next: ids.length === 0 ? null : 'more' };
    },
    erase,
  };
}
