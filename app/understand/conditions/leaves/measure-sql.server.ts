// Every measure as an aggregate with a filter, so that one pass over a contact's rows answers all that is asked of them.
import { type RawBuilder, sql } from 'kysely';
import type { FactKind } from '../../../listen/facts/fact.ts';
import type { Moment } from '../moment.ts';
import { factFilter, windowSince } from './facts-sql.server.ts';
import type { Measure } from './measure.ts';
import { boughtFilter, SEEN_KIND, seenFilter } from './products-sql.server.ts';

type Sql = RawBuilder<unknown>;

/** Where measures are taken: from facts, and from the lines of orders that count. */
export const SOURCES = {
  fact: { from: sql`fact`, shop: sql`fact.shop`, contact: sql<string | null>`fact.contact` },
  line: {
    from: sql`identity
      join orders on orders.shop = identity.shop and orders.identity = identity.id and orders.counted = 1
      join order_line on order_line.shop = orders.shop and order_line.order_id = orders.id`,
    shop: sql`identity.shop`,
    contact: sql<string | null>`identity.contact`,
  },
} as const;

export type Source = keyof typeof SOURCES;

interface MeasureSql {
  source: Source;
  /** the only kind of fact that counts; null for lines */
  kind: FactKind | null;
  /** nothing before it counts */
  since: number | null;
  aggregate: RawBuilder<number | null>;
}

export function measureSql(measure: Measure, moment: Moment): MeasureSql {
  const since = windowSince(measure, moment);
  if (measure.of === 'facts') {
    const aggregate = factAggregate(measure.measure, factFilter(measure, moment));
    return { source: 'fact', kind: measure.kind, since, aggregate };
  }
  if (measure.did !== 'bought') {
    const aggregate = factAggregate(measure.measure, seenFilter(measure, measure.did, moment));
    return { source: 'fact', kind: SEEN_KIND[measure.did], since, aggregate };
  }
  const filter = boughtFilter(measure, moment);
  const aggregate =
    measure.measure === 'first'
      ? sql<number | null>`min(order_line.placed_at) filter (where ${filter})`
      : sql<number>`coalesce(sum(order_line.quantity) filter (where ${filter}), 0)`;
  return { source: 'line', kind: null, since, aggregate };
}

function factAggregate(measure: 'sum' | 'first' | 'last' | undefined, filter: Sql): RawBuilder<number | null> {
  switch (measure) {
    case undefined:
      return sql`count(*) filter (where ${filter})`;
    case 'sum':
      return sql`coalesce(sum(fact.amount) filter (where ${filter}), 0)`;
    case 'first':
      return sql`min(fact.occurred_at) filter (where ${filter})`;
    case 'last':
      return sql`max(fact.occurred_at) filter (where ${filter})`;
    default:
      return measure satisfies never;
  }
}

/** The rows of a source that any of the measures may count, besides whose they are. */
export function measuredRows(source: Source, measures: readonly MeasureSql[], { byContact }: { byContact: boolean }) {
  const parts: Sql[] = [];
  if (source === 'fact') {
    const kinds = [...new Set(measures.flatMap(({ kind }) => kind ?? []))];
    // plus nothing: or SQLite, which keeps few statistics, walks all facts of the kind in the shop for each contact
    const kind = byContact ? sql`fact.kind || ''` : sql`fact.kind`;
    parts.push(sql`${kind} in (${sql.join(kinds)})`);
  }
  const since = measures.map((measure) => measure.since);
  if (since.every((start) => start !== null)) {
    const at = source === 'fact' ? sql`fact.occurred_at` : sql`order_line.placed_at`;
    parts.push(sql`${at} >= ${Math.min(...since)}`);
  }
  return parts.length === 0 ? sql`1 = 1` : sql.join(parts, sql` and `);
}
