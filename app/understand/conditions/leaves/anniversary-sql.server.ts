import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { DATE_FIELDS } from '../fields.ts';
import type { Moment } from '../moment.ts';
import { comingDays, comingFrom, pastSpans } from './day-of-year.ts';
import type { LeafOf } from './leaves.ts';

/** A birthday is a text that can be named; the days of an instant are spans of every year since the first. */
export function anniversarySql({ of, days }: LeafOf<'anniversary'>, moment: Moment): RawBuilder<SqlBool> {
  const named = comingDays(moment, days);
  if (of === 'birthday') return sql<SqlBool>`coalesce(contact.birthday in (${sql.join([...named])}), 1 = 0)`;
  const at = sql.ref(`contact.${DATE_FIELDS[of]}`);
  const spans = pastSpans(moment, named).map(([from, until]) => sql`(${at} >= ${from} and ${at} < ${until})`);
  return sql<SqlBool>`coalesce(${at} < ${comingFrom(moment, days)} and (${sql.join(spans, sql` or `)}), 1 = 0)`;
}
