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
  parts.push(...windowFilter(needed, moment, sql`fact.occurred_at`));
  for (const one of needed.where ?? []) {
    parts.push(
      one.property === 'subject'
        ? textPasses(sql.ref('fact.subject'), one.test, one.value)
        : sql`fact.amount ${OPERATORS[one.op]} ${one.value}`,
    );
  }
  return sql.join(parts, sql` and `);
}

/** Within the last days, and between two days, as far as either is said. */
export function windowFilter(
  { windowDays, from, to }: { windowDays?: number; from?: string; to?: string },
  moment: Moment,
  at: RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  const parts: RawBuilder<unknown>[] = [];
  if (windowDays !== undefined) parts.push(sql`${at} >= ${windowStart(moment, windowDays)}`);
  if (from !== undefined) parts.push(sql`${at} >= ${dayStart(moment, from)}`);
  if (to !== undefined) parts.push(sql`${at} < ${dayStart(moment, to, 1)}`);
  return parts;
}
