import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { isBehavioural } from './behavioural.ts';
import type { Condition, Leaf, Node } from './condition.ts';
import { type Asked, askedOfEach } from './leaves/asked.server.ts';
import { LEAF_SQL } from './leaves/sql.server.ts';
import type { Moment } from './moment.ts';

const TRUE = sql<SqlBool>`1 = 1`;
const FALSE = sql<SqlBool>`1 = 0`;

/**
 * A condition as an expression over the rows of `contact`, for any `where`. It is never null: where a value is missing
 * the comparison is false, and its negation true, as in `evaluate`. It counts for each row on its own.
 */
export function toSql(condition: Condition, moment: Moment): RawBuilder<SqlBool> {
  return nodeSql(condition.when, askedOfEach(moment));
}

/**
 * The same for a condition that is to decide something, such as who is in a segment: one that looks at behaviour is asked of
 * nobody who wants no automated decisions (decision 046).
 */
export function decidingSql(condition: Condition, moment: Moment): RawBuilder<SqlBool> {
  const meant = toSql(condition, moment);
  return isBehavioural(condition) ? sql<SqlBool>`(contact.automated = 1 and ${meant})` : meant;
}

export function nodeSql(node: Node, asked: Asked): RawBuilder<SqlBool> {
  switch (node.type) {
    case 'all':
      return joined(node.of, sql` and `, TRUE, asked);
    case 'any':
      return joined(node.of, sql` or `, FALSE, asked);
    case 'not':
      return sql<SqlBool>`not (${nodeSql(node.of, asked)})`;
    default:
      return leafSql(node, asked);
  }
}

function joined(
  nodes: readonly Node[],
  word: RawBuilder<unknown>,
  empty: RawBuilder<SqlBool>,
  asked: Asked,
): RawBuilder<SqlBool> {
  if (nodes.length === 0) return empty;
  return sql<SqlBool>`(${sql.join(
    nodes.map((node) => nodeSql(node, asked)),
    word,
  )})`;
}

/** Its own type leads to the statement that takes it. */
function leafSql(leaf: Leaf, asked: Asked): RawBuilder<SqlBool> {
  const toLeafSql = LEAF_SQL[leaf.type] as (leaf: Leaf, asked: Asked) => RawBuilder<SqlBool>;
  return toLeafSql(leaf, asked);
}
