import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Condition, Leaf, Node } from './condition.ts';
import { LEAF_SQL } from './leaves/sql.server.ts';
import type { Moment } from './moment.ts';

const TRUE = sql<SqlBool>`1 = 1`;
const FALSE = sql<SqlBool>`1 = 0`;

/**
 * A condition as an expression over the rows of `contact`, for any `where`. It is never null: where a value is missing
 * the comparison is false, and its negation true, as in `evaluate`.
 */
export function toSql(condition: Condition, moment: Moment): RawBuilder<SqlBool> {
  return nodeSql(condition.when, moment);
}

function nodeSql(node: Node, moment: Moment): RawBuilder<SqlBool> {
  switch (node.type) {
    case 'all':
      return joined(node.of, sql` and `, TRUE, moment);
    case 'any':
      return joined(node.of, sql` or `, FALSE, moment);
    case 'not':
      return sql<SqlBool>`not (${nodeSql(node.of, moment)})`;
    default:
      return leafSql(node, moment);
  }
}

function joined(
  nodes: readonly Node[],
  word: RawBuilder<unknown>,
  empty: RawBuilder<SqlBool>,
  moment: Moment,
): RawBuilder<SqlBool> {
  if (nodes.length === 0) return empty;
  return sql<SqlBool>`(${sql.join(
    nodes.map((node) => nodeSql(node, moment)),
    word,
  )})`;
}

/** Its own type leads to the statement that takes it. */
function leafSql(leaf: Leaf, moment: Moment): RawBuilder<SqlBool> {
  const toLeafSql = LEAF_SQL[leaf.type] as (leaf: Leaf, moment: Moment) => RawBuilder<SqlBool>;
  return toLeafSql(leaf, moment);
}
