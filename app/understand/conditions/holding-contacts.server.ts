import { type RawBuilder, sql } from 'kysely';
import type { Condition } from './condition.ts';
import { type Asked, askedOfEach } from './leaves/asked.server.ts';
import { countedRows, measureSql, type Source, SOURCES } from './leaves/measure-sql.server.ts';
import { type Measure, measureKey } from './leaves/measure.ts';
import { nextSql } from './next-sql.server.ts';
import type { Moment } from './moment.ts';
import { nodeSql } from './to-sql.server.ts';

/** Contacts whose id is after one and up to another, as far as either is said. */
export interface Among {
  after?: string | null;
  until?: string | null;
}

/**
 * The ids of the contacts of a shop for whom a condition holds, as a query `select … as id`; the same contacts as by
 * `toSql`. Of a whole shop, what is counted is counted once for all, in one pass over the facts and one over what was
 * bought, and then joined. Of a stretch, for each contact on its own: a joined count is one that SQLite may walk from
 * end to end for each contact, because it takes what was grouped for very little.
 */
export function holdingContacts(
  shop: string,
  condition: Condition,
  moment: Moment,
  among?: Among,
): RawBuilder<{ id: string }> {
  const counted = countedFor(moment, among);
  const holds = nodeSql(condition.when, counted.asked);
  return sql`select contact.id as id from contact${counted.joins(shop)}
    where ${contactsOf(shop, among)} and ${holds}`;
}

/**
 * All contacts of a shop or of a stretch, whether the condition holds for each, and when the passing of time may change
 * that: an instant that is never later than `nextCheckAt`, perhaps some hours earlier; null where it never does.
 */
export function judgedContacts(
  shop: string,
  condition: Condition,
  moment: Moment,
  among?: Among,
): RawBuilder<{ id: string; holds: number; next_check: number | null }> {
  const counted = countedFor(moment, among);
  const holds = nodeSql(condition.when, counted.asked);
  const next = nextSql(condition, counted.asked);
  return sql`select contact.id as id, case when ${holds} then 1 else 0 end as holds, ${next} as next_check
    from contact${counted.joins(shop)} where ${contactsOf(shop, among)}`;
}

function contactsOf(shop: string, { after, until }: Among = {}): RawBuilder<unknown> {
  return sql`contact.shop = ${shop}${after ? sql` and contact.id > ${after}` : sql``}${
    until ? sql` and contact.id <= ${until}` : sql``
  }`;
}

interface Counting {
  asked: Asked;
  /** to be written once the condition is: only then is known what it asks */
  joins(shop: string): RawBuilder<unknown>;
}

const countedFor = (moment: Moment, among: Among | undefined): Counting =>
  among ? { asked: askedOfEach(moment), joins: () => sql`` } : countedForAll(moment);

/** Gathers what a condition asks to be counted while its SQL is written, for the joins that count it. */
function countedForAll(moment: Moment): Counting {
  const measures = new Map<string, Measure>();
  const columnOf = (key: string) => `m${[...measures.keys()].indexOf(key)}`;
  const measure = (asked: Measure): RawBuilder<number | null> => {
    const key = measureKey(asked);
    measures.set(key, asked);
    const column = sql<number | null>`${sql.ref(`${measureSql(asked, moment).source}s.${columnOf(key)}`)}`;
    return asked.measure === 'first' || asked.measure === 'last' ? column : sql`coalesce(${column}, 0)`;
  };

  function joins(shop: string): RawBuilder<unknown> {
    const compiled = [...measures].map(([key, asked]) => ({ column: columnOf(key), ...measureSql(asked, moment) }));
    const parts = (Object.keys(SOURCES) as Source[]).flatMap((name) => {
      const some = compiled.filter(({ source }) => source === name);
      if (some.length === 0) return [];
      const whose = (contact: RawBuilder<string | null>) => sql`${contact} is not null`;
      const table = sql.ref(`${name}s`);
      return sql` left join (${countedRows(name, some, { shop, whose, byContact: false })}) as ${table}
        on ${table}.whose = contact.id`;
    });
    return sql.join(parts, sql``);
  }
  return { asked: { ...moment, measure, happened: (asked) => sql`${measure(asked)} > 0` }, joins };
}
