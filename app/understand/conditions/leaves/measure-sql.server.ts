// Every measure as an aggregate with a filter, so that one pass over a contact's rows answers all that is asked of them.
import { type RawBuilder, sql } from 'kysely';
import type { FactKind } from '../../../listen/facts/fact.ts';
import type { Moment } from '../moment.ts';
import { factFilter, windowFilter, windowSince } from './facts-sql.server.ts';
import type { Measure } from './measure.ts';
import { SEEN_KIND } from './needed-products.ts';
import { boughtFilter, seenFilter } from './products-sql.server.ts';

type Sql = RawBuilder<unknown>;
type Value = RawBuilder<number | null>;

const FACTS = { from: sql`fact`, shop: sql`fact.shop`, contact: sql<string | null>`fact.contact` };

/** Where measures are taken: from facts, from facts of each product apart, and from the lines of orders that count. */
export const SOURCES = {
  fact: FACTS,
  same: FACTS,
  line: {
    from: sql`identity
      join orders on orders.shop = identity.shop and orders.identity = identity.id and orders.counted = 1
      join order_line on order_line.shop = orders.shop and order_line.order_id = orders.id`,
    shop: sql`identity.shop`,
    contact: sql<string | null>`identity.contact`,
  },
} as const;

export type Source = keyof typeof SOURCES;

export interface MeasureSql {
  source: Source;
  /** the only kind of fact that counts; null for lines */
  kind: FactKind | null;
  /** nothing before it counts */
  since: number | null;
  /** which rows count, of whichever contact */
  filter: Sql;
  /** a row of which nothing came does not count as something that happened */
  something: Sql;
  /** what rows come to: those that pass, or all where only such are left */
  value(filter: Sql | null): Value;
}

const ANY = sql`1 = 1`;

/**
 * A kind of fact where a contact is known already. Plus nothing: or SQLite, which keeps few statistics, walks all facts of
 * the kind in the shop for each contact.
 */
const KIND_OF_ONE = sql`fact.kind || ''`;

/** @param ofOne whether only the rows of one contact are looked at, or of few */
export function measureSql(measure: Measure, moment: Moment, { ofOne = false } = {}): MeasureSql {
  const since = windowSince(measure, moment);
  const kind = ofOne ? KIND_OF_ONE : sql`fact.kind`;
  switch (measure.of) {
    case 'facts': {
      const filter = factFilter(measure, moment, kind);
      return {
        source: 'fact',
        kind: measure.kind,
        since,
        filter,
        something: ANY,
        value: FACT_VALUES[measure.measure ?? 'count'],
      };
    }
    case 'same': {
      const seen = SEEN_KIND[measure.did];
      const parts = [sql`${kind} = ${seen}`, ...windowFilter(measure, moment, sql`fact.occurred_at`)];
      const filter = sql.join([...parts, sql`fact.subject is not null`], sql` and `);
      return { source: 'same', kind: seen, since, filter, something: ANY, value: FACT_VALUES.count };
    }
    case 'products': {
      if (measure.did !== 'bought') {
        const filter = seenFilter(measure, measure.did, moment, kind);
        const value = FACT_VALUES[measure.measure ?? 'count'];
        return { source: 'fact', kind: SEEN_KIND[measure.did], since, filter, something: ANY, value };
      }
      const value = LINE_VALUES[measure.measure ?? 'pieces'];
      const something = sql`order_line.quantity > 0`;
      return { source: 'line', kind: null, since, filter: boughtFilter(measure, moment), something, value };
    }
    default:
      return measure satisfies never;
  }
}

const only = (filter: Sql | null) => (filter ? sql` filter (where ${filter})` : sql``);

const FACT_VALUES = {
  count: (filter: Sql | null): Value => sql`count(*)${only(filter)}`,
  sum: (filter: Sql | null): Value => sql`coalesce(sum(fact.amount)${only(filter)}, 0)`,
  first: (filter: Sql | null): Value => sql`min(fact.occurred_at)${only(filter)}`,
  last: (filter: Sql | null): Value => sql`max(fact.occurred_at)${only(filter)}`,
};

const LINE_VALUES = {
  pieces: (filter: Sql | null): Value => sql`coalesce(sum(order_line.quantity)${only(filter)}, 0)`,
  first: (filter: Sql | null): Value => sql`min(order_line.placed_at)${only(filter)}`,
};

interface Rows {
  shop: string;
  /** of which contacts, by the column that says whose a row is */
  whose: (contact: RawBuilder<string | null>) => Sql;
  /** so few contacts that each finds her own rows; of many, the database chooses what finds them */
  byContact: boolean;
}

/** What measures of one source come to of each contact that has rows in it: `select … as whose, …`. */
export function countedRows(
  source: Source,
  measures: readonly (MeasureSql & { column: string })[],
  { shop, whose, byContact }: Rows,
): Sql {
  const { from, shop: ofShop, contact } = SOURCES[source];
  // one alone chooses its rows; where there are more, each looks at all rows that any of them may count
  const alone = byContact || measures.length > 1 ? null : (measures[0]?.filter ?? null);
  const columns = measures.map(
    ({ value, filter, column }) => sql`${value(alone ? null : filter)} as ${sql.ref(column)}`,
  );
  const rows = sql`${sql.join(columns)} from ${from}
    where ${ofShop} = ${shop} and ${whose(contact)} and ${alone ?? measuredRows(source, measures, byContact)}`;
  if (source !== 'same') return sql`select ${contact} as whose, ${rows} group by ${contact}`;
  const most = measures.map(({ column }) => sql`max(${sql.ref(`repeated.${column}`)}) as ${sql.ref(column)}`);
  return sql`select repeated.whose as whose, ${sql.join(most)}
    from (select ${contact} as whose, ${rows} group by ${contact}, fact.subject) as repeated group by repeated.whose`;
}

/** The rows of a source that any of the measures may count, besides whose they are. */
function measuredRows(source: Source, measures: readonly MeasureSql[], byContact: boolean): Sql {
  const parts: Sql[] = [];
  if (source !== 'line') {
    const kinds = [...new Set(measures.flatMap(({ kind }) => kind ?? []))];
    parts.push(sql`${byContact ? KIND_OF_ONE : sql`fact.kind`} in (${sql.join(kinds)})`);
  }
  const since = measures.map((measure) => measure.since);
  if (since.every((start) => start !== null)) {
    const at = source === 'line' ? sql`order_line.placed_at` : sql`fact.occurred_at`;
    parts.push(sql`${at} >= ${Math.min(...since)}`);
  }
  return parts.length === 0 ? ANY : sql.join(parts, sql` and `);
}
