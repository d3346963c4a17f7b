// What the things are called that conditions name: looked up while one types, and by their ids.
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Database, Reader } from '../../platform/db/db.ts';
import { personaName } from '../personas/words.ts';
import { segmentName } from '../segments/words.ts';
import { type Words, wordsInAll } from '../words.ts';

export interface Named {
  id: string;
  name: Words;
  /** of an attribute: text, number, date, flag, choice */
  type?: string;
}

/** Things with an id of their own, and the column of their name. */
const TABLES = {
  product: { table: 'product', name: 'title', gone: 'deleted_at' },
  collection: { table: 'collection', name: 'title', gone: 'deleted_at' },
  attribute: { table: 'attribute', name: 'label', gone: 'removed_at' },
} as const;

/** What may have come ready-made. */
const READY_MADE = ['segment', 'persona'] as const;
type ReadyMade = (typeof READY_MADE)[number];
const isReadyMade = (kind: NamedKind): kind is ReadyMade => READY_MADE.some((each) => each === kind);

/** Words that many rows share, and the index or small table that has them in order. */
const WORDS = {
  tag: { table: 'contact_tag', word: 'tag' },
  productTag: { table: 'product_tag', word: 'tag' },
  vendor: { table: 'product', word: 'vendor' },
  productType: { table: 'product', word: 'type' },
} as const;

export type NamedThing = keyof typeof TABLES | ReadyMade;
export type NamedKind = NamedThing | keyof typeof WORDS;

export const isNamedThing = (kind: NamedKind): kind is NamedThing => isReadyMade(kind) || Object.hasOwn(TABLES, kind);

const SHOWN = 20;

export type NamesService = ReturnType<typeof createNamesService>;

export function createNamesService({ db }: { db: Database }) {
  return {
    /** The first of those whose name contains what is searched, by name. */
    async search(shop: string, kind: NamedKind, text: string): Promise<Named[]> {
      const wanted = text.trim().toLowerCase();
      if (isReadyMade(kind)) return readyMadeLike(db.read, shop, kind, wanted);
      if (isNamedThing(kind)) return thingsLike(db.read, shop, kind, wanted);
      const words = await wordsLike(db.read, shop, kind, wanted);
      return words.map((word) => ({ id: word, name: word }));
    },

    /** Names by id; of what is gone too, for conditions still name it. */
    async named(shop: string, kind: NamedThing, ids: readonly string[]): Promise<Named[]> {
      if (ids.length === 0) return [];
      if (isReadyMade(kind)) return readyMadeNamed(db.read, shop, kind, ids);
      const { table, name } = TABLES[kind];
      const { rows } = await sql<Named>`select id, ${sql.ref(name)} as name from ${sql.table(table)}
        where shop = ${shop} and id in (${sql.join(ids)})`.execute(db.read);
      return rows;
    },
  };
}

const contains = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

async function thingsLike(reader: Reader, shop: string, kind: keyof typeof TABLES, wanted: string): Promise<Named[]> {
  const { table, name, gone } = TABLES[kind];
  const typed = kind === 'attribute' ? sql`, type` : sql``;
  const { rows } = await sql<Named>`select id, ${sql.ref(name)} as name${typed} from ${sql.table(table)}
    where shop = ${shop} and ${sql.ref(gone)} is null and lower(${sql.ref(name)}) like ${contains(wanted)} escape '\\'
    order by ${sql.ref(name)}, id limit ${SHOWN}`.execute(reader);
  return rows;
}

interface Row {
  id: string;
  name: string;
  recipe: string | null;
}

const called: { readonly [Kind in ReadyMade]: (row: Row) => Words } = { segment: segmentName, persona: personaName };

const READY_MADE_ROWS = {
  segment: sql`id, name, recipe from segment`,
  persona: sql`id, name, null as recipe from persona`,
} as const;

/** A shop has few, and what comes ready-made is called otherwise in each language. */
async function readyMadeLike(reader: Reader, shop: string, kind: ReadyMade, wanted: string): Promise<Named[]> {
  const { rows } = await sql<Row>`select ${READY_MADE_ROWS[kind]}
    where shop = ${shop} and removed_at is null order by name, id`.execute(reader);
  return rows
    .map((row) => ({ id: row.id, name: called[kind](row) }))
    .filter(({ name }) => wordsInAll(name).some((words) => words.toLowerCase().includes(wanted)))
    .slice(0, SHOWN);
}

async function readyMadeNamed(reader: Reader, shop: string, kind: ReadyMade, ids: readonly string[]): Promise<Named[]> {
  const { rows } = await sql<Row>`select ${READY_MADE_ROWS[kind]}
    where shop = ${shop} and id in (${sql.join(ids)})`.execute(reader);
  return rows.map((row) => ({ id: row.id, name: called[kind](row) }));
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
