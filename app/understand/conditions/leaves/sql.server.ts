// The SQL of every kind of leaf: an expression over a row of `contact` that is never null.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { DATE_FIELDS, TEXT_FIELDS } from '../fields.ts';
import { dayStart, type Moment, windowStart } from '../moment.ts';
import { factFilter, factMeasure } from './facts-sql.server.ts';
import type { LeafOf, LeafType } from './leaves.ts';
import { OPERATORS, textPasses } from './operators.server.ts';
import { productsRows } from './products-sql.server.ts';
import { inSegments } from './segments-sql.server.ts';

type Sql = RawBuilder<SqlBool>;

export const LEAF_SQL: { [Type in LeafType]: (leaf: LeafOf<Type>, moment: Moment) => Sql } = {
  'rfm.group': (leaf) => sql`contact.rfm_group in (${sql.join(leaf.in)})`,
  'rfm.score': (leaf) => {
    const score = sql.ref(`contact.${leaf.score}`);
    return sql`(${score} is not null and ${score} ${OPERATORS[leaf.op]} ${leaf.value})`;
  },
  score: (leaf) => sql`contact.score ${OPERATORS[leaf.op]} ${leaf.value}`,
  stage: (leaf) => sql`contact.stage in (${sql.join(leaf.in)})`,
  tag: (leaf) => sql`exists (select 1 from contact_tag where contact_tag.shop = contact.shop
    and contact_tag.contact = contact.id and contact_tag.tag = ${leaf.tag})`,
  text: (leaf) => {
    const column = sql.ref(`contact.${TEXT_FIELDS[leaf.field]}`);
    if (leaf.of.length === 0) return sql`${column} is not null`;
    const any = leaf.of.map((value) => textPasses(column, leaf.test, value));
    return sql`(${column} is not null and (${sql.join(any, sql` or `)}))`;
  },
  date: (leaf, moment) => {
    const column = sql.ref(`contact.${DATE_FIELDS[leaf.field]}`);
    const parts: RawBuilder<unknown>[] = [sql`${column} is not null`];
    if (leaf.days !== undefined) parts.push(sql`${column} >= ${windowStart(moment, leaf.days)}`);
    if (leaf.from !== undefined) parts.push(sql`${column} >= ${dayStart(moment, leaf.from)}`);
    if (leaf.to !== undefined) parts.push(sql`${column} < ${dayStart(moment, leaf.to, 1)}`);
    return sql`(${sql.join(parts, sql` and `)})`;
  },
  'orders.count': (leaf) => sql`contact.orders_count ${OPERATORS[leaf.op]} ${leaf.value}`,
  'net.spent': (leaf) => sql`contact.net_spent ${OPERATORS[leaf.op]} ${leaf.value}`,
  'last.order': (leaf, moment) =>
    sql`(contact.last_order_at is not null and contact.last_order_at >= ${windowStart(moment, leaf.days)})`,
  segment: (leaf) => inSegments(leaf.in),
  facts: (leaf, moment) => {
    return sql`(select ${factMeasure(leaf)} from fact
      where fact.shop = contact.shop and fact.contact = contact.id and ${factFilter(leaf, moment)})
      ${OPERATORS[leaf.op]} ${leaf.value}`;
  },
  products: (leaf, moment) => {
    const { from, shop, contact, measure, where } = productsRows(leaf, moment);
    return sql`(select ${measure} from ${from} where ${shop} = contact.shop and ${contact} = contact.id and ${where})
      ${OPERATORS[leaf.op]} ${leaf.value}`;
  },
};
