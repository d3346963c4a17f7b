import { type RawBuilder, sql } from 'kysely';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { measuredRows, measureSql, type Source, SOURCES } from './leaves/measure-sql.server.ts';
import type { Measure } from './leaves/measure.ts';
import type { Moment } from './moment.ts';

/** Columns of one statement: each is an aggregate with parameters of its own. */
const MEASURES_A_STATEMENT = 100;

/**
 * What was counted of each contact that has rows at all, by the measures' keys: all of a source in one pass. Whoever has
 * no rows is not in the map.
 */
export async function measuresOf(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
  needed: ReadonlyMap<string, Measure>,
  moment: Moment,
): Promise<Map<string, Map<string, number | null>>> {
  const found = new Map<string, Map<string, number | null>>();
  const compiled = [...needed].map(([key, measure]) => ({ key, ...measureSql(measure, moment) }));
  for (const name of Object.keys(SOURCES) as Source[]) {
    const ofSource = compiled.filter(({ source }) => source === name);
    for (let from = 0; from < ofSource.length; from += MEASURES_A_STATEMENT) {
      const some = ofSource.slice(from, from + MEASURES_A_STATEMENT);
      const source = SOURCES[name];
      const columns = some.map(({ aggregate }, index) => sql`${aggregate} as ${column(index)}`);
      const { rows } = await sql<Record<string, string | number | null>>`
        select ${source.contact} as whose, ${sql.join(columns)} from ${source.from}
        where ${source.shop} = ${shop} and ${source.contact} in (${sql.join(contacts)})
          and ${measuredRows(name, some, { byContact: true })}
        group by ${source.contact}`.execute(reader);
      for (const row of rows) {
        const values = found.get(String(row.whose)) ?? new Map<string, number | null>();
        some.forEach(({ key }, index) => values.set(key, row[`m${index}`] as number | null));
        found.set(String(row.whose), values);
      }
    }
  }
  // rows in one source do not mean rows in the other
  for (const values of found.values()) {
    for (const [key, { measure }] of needed) {
      if (!values.has(key)) values.set(key, measure === 'first' || measure === 'last' ? null : 0);
    }
  }
  return found;
}

const column = (index: number): RawBuilder<unknown> => sql.ref(`m${index}`);
