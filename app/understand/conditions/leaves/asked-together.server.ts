import { type RawBuilder, sql } from 'kysely';
import type { Moment } from '../moment.ts';
import type { Asked } from './asked.server.ts';
import { countedRows, measureSql, type Source, SOURCES } from './measure-sql.server.ts';
import { type Measure, measureKey } from './measure.ts';

type Whose = (contact: RawBuilder<string | null>) => RawBuilder<unknown>;

/**
 * Counts for many rows of `contact` at once: what leaves ask is noted while their SQL is written. The joins that count
 * it are to be written after that, and stand beside `contact`.
 */
export function askedTogether(moment: Moment): {
  asked: Asked;
  joins(shop: string, whose: Whose): RawBuilder<unknown>;
} {
  const measures = new Map<string, Measure>();
  const columnOf = (key: string) => `m${[...measures.keys()].indexOf(key)}`;

  /** Null for whoever has no rows. */
  function counted(measure: Measure): RawBuilder<number | null> {
    const key = measureKey(measure);
    measures.set(key, measure);
    return sql.ref(`${measureSql(measure, moment).source}s.${columnOf(key)}`);
  }

  function joins(shop: string, whose: Whose): RawBuilder<unknown> {
    const compiled = [...measures].map(([key, measure]) => ({ column: columnOf(key), ...measureSql(measure, moment) }));
    const parts = (Object.keys(SOURCES) as Source[]).flatMap((name) => {
      const some = compiled.filter(({ source }) => source === name);
      if (some.length === 0) return [];
      const table = sql.ref(`${name}s`);
      return sql` left join (${countedRows(name, some, { shop, whose, byContact: false })}) as ${table}
        on ${table}.whose = contact.id`;
    });
    return sql.join(parts, sql``);
  }

  const asked: Asked = {
    ...moment,
    measure(measure) {
      const column = counted(measure);
      return measure.measure === 'first' || measure.measure === 'last' ? column : sql`coalesce(${column}, 0)`;
    },
    // said so that a database sees that whoever has no rows need not be joined
    happened(measure) {
      const column = counted(measure);
      return sql`(${column} is not null and ${column} > 0)`;
    },
  };
  return { asked, joins };
}
