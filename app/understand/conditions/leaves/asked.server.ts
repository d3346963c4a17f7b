import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Moment } from '../moment.ts';
import type { Measure } from './measure.ts';
import { measureSql, SOURCES } from './measure-sql.server.ts';

/** What the SQL of a leaf may use: the moment, and where what was counted stands for the row of `contact`. */
export interface Asked extends Moment {
  /** null where it is an instant and there is none */
  measure(measure: Measure): RawBuilder<number | null>;
  /** whether anything counts at all, which is quicker found than how much */
  happened(measure: Measure): RawBuilder<SqlBool>;
}

/** Counts for each row of `contact` on its own: right for few of them, and wherever other parts leave few. */
export function askedOfEach(moment: Moment): Asked {
  return {
    ...moment,
    measure(measure) {
      const counted = measureSql(measure, moment, { ofOne: true });
      const rows = rowsOfEach(counted.source, counted.filter);
      if (counted.source !== 'same') return sql`(select ${counted.value(null)} ${rows})`;
      return sql`coalesce((select ${counted.value(null)} as times ${rows}
        group by fact.subject order by times desc limit 1), 0)`;
    },
    happened(measure) {
      const { source, filter, something } = measureSql(measure, moment, { ofOne: true });
      return sql<SqlBool>`exists (select 1 ${rowsOfEach(source, filter)} and ${something})`;
    },
  };
}

function rowsOfEach(source: keyof typeof SOURCES, filter: RawBuilder<unknown>): RawBuilder<unknown> {
  const { from, shop, contact } = SOURCES[source];
  return sql`from ${from} where ${shop} = contact.shop and ${contact} = contact.id and ${filter}`;
}
