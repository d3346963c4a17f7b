import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Comparison, Condition, Leaf, Node } from './condition.ts';
import { windowStart, type Moment } from './moment.ts';

const OPERATORS: Record<Comparison, RawBuilder<unknown>> = {
  eq: sql`=`,
  ne: sql`<>`,
  lt: sql`<`,
  lte: sql`<=`,
  gt: sql`>`,
  gte: sql`>=`,
};

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

function leafSql(leaf: Leaf, moment: Moment): RawBuilder<SqlBool> {
  switch (leaf.type) {
    case 'rfm.group':
      return sql`contact.rfm_group in (${sql.join(leaf.in)})`;
    case 'rfm.score': {
      const score = sql.ref(`contact.${leaf.score}`);
      return sql`(${score} is not null and ${score} ${OPERATORS[leaf.op]} ${leaf.value})`;
    }
    case 'score':
      return sql`contact.score ${OPERATORS[leaf.op]} ${leaf.value}`;
    case 'stage':
      return sql`contact.stage in (${sql.join(leaf.in)})`;
    case 'tag':
      return sql`exists (select 1 from contact_tag where contact_tag.shop = contact.shop
        and contact_tag.contact = contact.id and contact_tag.tag = ${leaf.tag})`;
    case 'orders.count':
      return sql`contact.orders_count ${OPERATORS[leaf.op]} ${leaf.value}`;
    case 'net.spent':
      return sql`contact.net_spent ${OPERATORS[leaf.op]} ${leaf.value}`;
    case 'last.order':
      return sql`(contact.last_order_at is not null and contact.last_order_at >= ${windowStart(moment, leaf.days)})`;
    case 'facts':
      return sql`(select count(*) from fact where ${factFilter(leaf, moment)}) ${OPERATORS[leaf.op]} ${leaf.value}`;
    default:
      return leaf satisfies never;
  }
}

function factFilter(leaf: Extract<Leaf, { type: 'facts' }>, moment: Moment): RawBuilder<unknown> {
  // plus nothing: or SQLite, which keeps no statistics, walks all facts of the kind in the shop for each contact
  const parts = [sql`fact.shop = contact.shop and fact.contact = contact.id and fact.kind || '' = ${leaf.kind}`];
  if (leaf.subject !== undefined) parts.push(sql`fact.subject = ${leaf.subject}`);
  if (leaf.windowDays !== undefined) parts.push(sql`fact.occurred_at >= ${windowStart(moment, leaf.windowDays)}`);
  return sql.join(parts, sql` and `);
}
