import type { Reader } from '../../platform/db/db.ts';
import type { Person, Sweep } from './person.ts';

interface Walk<T> {
  name: string;
  /** rows a page has at most; one that has fewer is the last */
  size: number;
  /** the page of `size` rows after an id, by the id */
  page(reader: Reader, shop: string, after: string): Promise<T[]>;
  isHers(row: T, person: Person): boolean;
  erase: Sweep['erase'];
}

/** Walks a table where no index leads to a person, by its id and in pages, and finds what is hers. */
export function sweep<T extends { id: string }>({ name, size, page, isHers, erase }: Walk<T>): Sweep {
  return {
    name,
    async find(reader, shop, person, after) {
      const rows = await page(reader, shop, after ?? '');
      const ids = rows.filter((row) => isHers(row, person)).map((row) => row.id);
      return { ids, next: rows.length < size ? null : (rows.at(-1)?.id ?? null) };
    },
    erase,
  };
}
