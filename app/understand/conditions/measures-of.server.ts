import { sql } from 'kysely';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { countedRows, measureSql, type Source, SOURCES } from './leaves/measure-sql.server.ts';
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
  const compiled = [...needed].map(([key, measure], index) => ({
    key,
    column: `m${index}`,
    ...measureSql(measure, moment),
  }));
  for (const name of Object.keys(SOURCES) as Source[]) {
    const ofSource = compiled.filter(({ source }) => source === name);
    for (let from = 0; from < ofSource.length; from += MEASURES_A_STATEMENT) {
      const some = ofSource.slice(from, from + MEASURES_A_STATEMENT);
      const { rows } = await sql<Record<string, string | number | null>>`${countedRows(name, some, {
        shop,
        whose: (contact) => sql`${contact} in (${sql.join(contacts)})`,
        byContact: true,
      })}`.execute(reader);
      for (const row of rows) {
        const values = found.get(String(row.whose)) ?? new Map<string, number | null>();
        for (const { key, column } of some) values.set(key, row[column] as number | null);
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
