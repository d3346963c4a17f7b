// What the things are called that conditions name: looked up while one types, and by their ids.
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Database, Reader } from '../../platform/db/db.ts';

export interface Named {
  id: string;
  name: string;
  /** of an attribute: text, number, date, flag, choice */
  type?: string;
}

/** Things with an id of their own, and the column of their name. */
const TABLES = {
  product: { table: 'product', name: 'title', gone: 'deleted_at' },
  collection: { table: 'collection', name: 'title', gone: 'deleted_at' },
  segment: { table: 'segment', name: 'name', gone: 'removed_at' },
  attribute: { table: 'attribute', name: 'label', gone: 'removed_at' },
  persona: { table: 'persona', name: 'name', gone: null },
} as const;
/** Words that many rows share, and the index or small table that has them in order. */
const WORDS = {
  tag: { table: 'contact_tag', word: 'tag' },
  productTag: { table: 'product_tag', word: 'tag' },
  vendor: { table: 'product', word: 'vendor' },
  productType: { table: 'product', word: 'type' },
} as const;

export type NamedThing = keyof typeof TABLES;
export type NamedKind = NamedThing | keyof typeof WORDS;

export const isNamedThing = (kind: NamedKind): kind is NamedThing => Object.hasOwn(TABLES, kind);

const SHOWN = 20;

export type NamesService = ReturnType<typeof createNamesService>;

export function createNamesService({ db }: { db: Database }) {
  return {
    /** The first of those whose name contains what is searched, by name. */
    async search(shop: string, kind: NamedKind, text: string): Promise<Named[]> {
      const wanted = text.trim().toLowerCase();
      if (isNamedThing(kind)) return thingsLike(db.read, shop, kind, wanted);
      const words = await wordsLike(db.read, shop, kind, wanted);
      return words.map((word) => ({ id: word, name: word }));
    },

    /** Names by id; of what is gone too, for conditions still name it. */
    async named(shop: string, kind: NamedThing, ids: readonly string[]): Promise<Named[]> {
      if (ids.length === 0) return [];
      const { table, name } = TABLES[kind];
      const { rows } = await sql<Named>`select id, ${sql.ref(name)} as name from ${sql.table(table)}
        where shop = ${shop} and id in (${sql.join(ids)})`.execute(db.read);
      return rows;
    },
  };
}

const contains = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

async function thingsLike(reader: Reader, shop: string, kind: NamedThing, wanted: string): Promise<Named[]> {
  const { table, name, gone } = TABLES[kind];
  const stands = gone === null ? sql<SqlBool>`1 = 1` : sql<SqlBool>`${sql.ref(gone)} is null`;
  const typed = kind === 'attribute' ? sql`, type` : sql``;
  const { rows } = await sql<Named>`select id, ${sql.ref(name)} as name${typed} from ${sql.table(table)}
    where shop = ${shop} and ${stands} and lower(${sql.ref(name)}) like ${contains(wanted)} escape '\\'
    order by ${sql.ref(name)}, id limit ${SHOWN}`.execute(reader);
  return rows;
}

/**
 * From word to word by the index: a million tagged contacts hold a few hundred tags. A table without such an index is one
 * of products, which are few.
 */
async function wordsLike(reader: Reader, shop: string, kind: keyof typeof WORDS, wanted: string): Promise<string[]> {
  const { table, word } = WORDS[kind];
  const column = sql.ref(word);
  const first = (after: RawBuilder<SqlBool>) =>
    sql`(select min(${column}) from ${sql.table(table)} where shop = ${shop} and ${column} > '' and ${after})`;
  const { rows } = await sql<{ word: string }>`
    with recursive words(word) as (
      select ${first(sql<SqlBool>`1 = 1`)}
      union all
      select ${first(sql<SqlBool>`${column} > words.word`)} from words where words.word is not null
    )
    select word from words where word is not null and lower(word) like ${contains(wanted)} escape '\\'
    order by word limit ${SHOWN}`.execute(reader);
  return rows.map((row) => row.word);
}
