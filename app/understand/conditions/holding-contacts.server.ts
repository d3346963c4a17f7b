import { type RawBuilder, sql } from 'kysely';
import type { Condition } from './condition.ts';
import type { Asked } from './leaves/asked.server.ts';
import { measuredRows, measureSql, type Source, SOURCES } from './leaves/measure-sql.server.ts';
import { type Measure, measureKey } from './leaves/measure.ts';
import { nextSql } from './next-sql.server.ts';
import type { Moment } from './moment.ts';
import { nodeSql } from './to-sql.server.ts';

/** Contacts whose id is after one and up to another; all without either. */
export interface Among {
  after?: string | null;
  until?: string | null;
}

/**
 * The ids of the contacts of a shop for whom a condition holds, as a query `select … as id`: for whoever goes through many
 * of them. What is counted is counted once for all, in one pass over the facts and one over what was bought, and then
 * joined; the same contacts as by `toSql`.
 */
export function holdingContacts(
  shop: string,
  condition: Condition,
  moment: Moment,
  among: Among = {},
): RawBuilder<{ id: string }> {
  const counted = countedForAll(moment);
  const holds = nodeSql(condition.when, counted.asked);
  return sql`select contact.id as id from contact${counted.joins(shop, among)}
    where ${contactsOf(shop, among)} and ${holds}`;
}

/**
 * All contacts of a stretch, whether the condition holds for each, and when the passing of time may change that: an
 * instant that is never later than `nextCheckAt`, perhaps some hours earlier, perhaps past; null where it never does.
 */
export function judgedContacts(
  shop: string,
  condition: Condition,
  moment: Moment,
  among: Among = {},
): RawBuilder<{ id: string; holds: number; next_check: number | null }> {
  const counted = countedForAll(moment);
  const holds = nodeSql(condition.when, counted.asked);
  const next = nextSql(condition, counted.asked);
  return sql`select contact.id as id, case when ${holds} then 1 else 0 end as holds, ${next} as next_check
    from contact${counted.joins(shop, among)} where ${contactsOf(shop, among)}`;
}

const contactsOf = (shop: string, among: Among) => sql`contact.shop = ${shop}${stretch(sql`contact.id`, among)}`;

function stretch(id: RawBuilder<unknown>, { after, until }: Among): RawBuilder<unknown> {
  return sql`${after ? sql` and ${id} > ${after}` : sql``}${until ? sql` and ${id} <= ${until}` : sql``}`;
}

/** Gathers what a condition asks to be counted while its SQL is written, for the joins that count it. */
function countedForAll(moment: Moment) {
  const measures = new Map<string, Measure>();
  const asked: Asked = {
    ...moment,
    measure(measure) {
      const key = measureKey(measure);
      measures.set(key, measure);
      const column = sql<
        number | null
      >`${sql.ref(`${tableOf(measure, moment)}.${columnOf([...measures.keys()], key)}`)}`;
      return measure.measure === 'first' || measure.measure === 'last' ? column : sql`coalesce(${column}, 0)`;
    },
  };

  function joins(shop: string, among: Among): RawBuilder<unknown> {
    const keys = [...measures.keys()];
    // a stretch of contacts is found by the contacts; for all of them the kind of fact says more
    const byContact = Boolean(among.after ?? among.until);
    const compiled = [...measures].map(([key, measure]) => ({
      column: columnOf(keys, key),
      ...measureSql(measure, moment),
    }));
    const parts = (Object.keys(SOURCES) as Source[]).flatMap((name) => {
      const some = compiled.filter(({ source }) => source === name);
      if (some.length === 0) return [];
      const source = SOURCES[name];
      const columns = some.map(({ aggregate, column }) => sql`${aggregate} as ${sql.ref(column)}`);
      const known = sql`${source.contact} is not null`;
      return sql` left join (select ${source.contact} as whose, ${sql.join(columns)} from ${source.from}
        where ${source.shop} = ${shop} and ${known}${stretch(source.contact, among)}
          and ${measuredRows(name, some, { byContact })}
        group by ${source.contact}) as ${sql.ref(`${name}s`)} on ${sql.ref(`${name}s`)}.whose = contact.id`;
    });
    return sql.join(parts, sql``);
  }
  return { asked, joins };
}

const columnOf = (keys: readonly string[], key: string) => `m${keys.indexOf(key)}`;

const tableOf = (measure: Measure, moment: Moment) => `${measureSql(measure, moment).source}s`;
