import { type RawBuilder, sql } from 'kysely';
import type { Moment } from '../moment.ts';
import type { Measure } from './measure.ts';
import { measuredRows, measureSql, SOURCES } from './measure-sql.server.ts';

/** What the SQL of a leaf may use: the moment, and where what was counted stands for the row of `contact`. */
export interface Asked extends Moment {
  /** null where it is an instant and there is none */
  measure(measure: Measure): RawBuilder<number | null>;
}

/** Counts for each row of `contact` on its own: right for few of them. */
export function askedOfEach(moment: Moment): Asked {
  return {
    ...moment,
    measure(measure) {
      const counted = measureSql(measure, moment);
      const { from, shop, contact } = SOURCES[counted.source];
      return sql`(select ${counted.aggregate} from ${from}
        where ${shop} = contact.shop and ${contact} = contact.id
        and ${measuredRows(counted.source, [counted], { byContact: true })})`;
    },
  };
}
