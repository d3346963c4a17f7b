import { type RawBuilder, sql } from 'kysely';
import { dayStart, type Moment, windowStart } from '../moment.ts';
import type { NeededFact } from './needed-fact.ts';
import { OPERATORS, textPasses } from './operators.server.ts';

/** What a statement over `fact` reckons. */
export function factMeasure({ measure }: NeededFact): RawBuilder<number> {
  return measure === 'sum' ? sql`coalesce(sum(fact.amount), 0)` : sql`count(*)`;
}

/** Which facts count, of whichever contact. */
export function factFilter(needed: NeededFact, moment: Moment): RawBuilder<unknown> {
  // plus nothing: or SQLite, which keeps no statistics, walks all facts of the kind in the shop for each contact
  const parts: RawBuilder<unknown>[] = [sql`fact.kind || '' = ${needed.kind}`];
  if (needed.subject !== undefined) parts.push(sql`fact.subject = ${needed.subject}`);
  if (needed.windowDays !== undefined) parts.push(sql`fact.occurred_at >= ${windowStart(moment, needed.windowDays)}`);
  if (needed.from !== undefined) parts.push(sql`fact.occurred_at >= ${dayStart(moment, needed.from)}`);
  if (needed.to !== undefined) parts.push(sql`fact.occurred_at < ${dayStart(moment, needed.to, 1)}`);
  for (const one of needed.where ?? []) {
    parts.push(
      one.property === 'subject'
        ? textPasses(sql.ref('fact.subject'), one.test, one.value)
        : sql`fact.amount ${OPERATORS[one.op]} ${one.value}`,
    );
  }
  return sql.join(parts, sql` and `);
}
