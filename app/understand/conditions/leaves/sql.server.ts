// The SQL of every kind of leaf: an expression over a row of `contact` that is never null.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { KEPT } from '../../interests/rules.ts';
import { type Comparison, everOf } from '../compare.ts';
import { DATE_FIELDS, FLAG_FIELDS, TEXT_FIELDS } from '../fields.ts';
import { windowStart } from '../moment.ts';
import { anniversarySql } from './anniversary-sql.server.ts';
import type { Asked } from './asked.server.ts';
import { attributeSql } from './attribute-sql.server.ts';
import { betweenSql } from './between-sql.server.ts';
import { consentSql } from './consent-sql.server.ts';
import { visitsOn } from './device.ts';
import { timeOf } from './facts.ts';
import type { LeafOf, LeafType } from './leaves.ts';
import type { Measure } from './measure.ts';
import { rfmMovedSql, rfmWasSql } from './movement-sql.server.ts';
import { NUMBER_SQL } from './number-sql.server.ts';
import { OPERATORS, textPasses } from './operators.server.ts';
import { inSegments } from './segments-sql.server.ts';

type Sql = RawBuilder<SqlBool>;

export const LEAF_SQL: { [Type in LeafType]: (leaf: LeafOf<Type>, asked: Asked) => Sql } = {
  'rfm.group': (leaf) => sql`contact.rfm_group in (${sql.join(leaf.in)})`,
  'rfm.score': (leaf) => {
    const score = sql.ref(`contact.${leaf.score}`);
    return sql`(${score} is not null and ${score} ${OPERATORS[leaf.op]} ${leaf.value})`;
  },
  'rfm.was': rfmWasSql,
  'rfm.moved': rfmMovedSql,
  score: ({ scope, op, value }) => {
    if (scope === undefined) return sql`contact.score ${OPERATORS[op]} ${value}`;
    return sql`coalesce((select contact_score.score from contact_score where contact_score.shop = contact.shop
      and contact_score.contact = contact.id and contact_score.scope = ${scope}), 0) ${OPERATORS[op]} ${value}`;
  },
  stage: (leaf) => sql`contact.stage in (${sql.join(leaf.in)})`,
  tag: (leaf) => sql`exists (select 1 from contact_tag where contact_tag.shop = contact.shop
    and contact_tag.contact = contact.id and contact_tag.tag = ${leaf.tag})`,
  text: (leaf) => {
    const column = sql.ref(`contact.${TEXT_FIELDS[leaf.field]}`);
    if (leaf.of.length === 0) return sql`${column} is not null`;
    const any = leaf.of.map((value) => textPasses(column, leaf.test, value));
    return sql`(${column} is not null and (${sql.join(any, sql` or `)}))`;
  },
  date: (leaf, asked) => betweenSql(sql.ref(`contact.${DATE_FIELDS[leaf.field]}`), leaf, asked),
  flag: ({ field, is }) => sql`${sql.ref(`contact.${FLAG_FIELDS[field]}`)} ${is ? sql`> 0` : sql`<= 0`}`,
  number: ({ field, op, value }, asked) => {
    const actual = NUMBER_SQL[field](asked);
    return sql`coalesce(${actual} ${OPERATORS[op]} ${value}, 1 = 0)`;
  },
  anniversary: anniversarySql,
  attribute: attributeSql,
  'orders.count': (leaf) => sql`contact.orders_count ${OPERATORS[leaf.op]} ${leaf.value}`,
  'net.spent': (leaf) => sql`contact.net_spent ${OPERATORS[leaf.op]} ${leaf.value}`,
  'last.order': (leaf, asked) =>
    sql`(contact.last_order_at is not null and contact.last_order_at >= ${windowStart(asked, leaf.days)})`,
  segment: (leaf) => inSegments(leaf.in),
  consent: consentSql,
  interest: ({ kind, name, top = KEPT, share = 0 }) => sql`exists (select 1 from interest
    where interest.shop = contact.shop and interest.contact = contact.id and interest.kind = ${kind}
    and interest.name = ${name} and interest.rank <= ${top} and interest.share >= ${share * 10})`,
  facts: (leaf, asked) => compared({ of: 'facts', ...leaf }, leaf, asked),
  'facts.when': (leaf, asked) => betweenSql(asked.measure({ of: 'facts', ...timeOf(leaf) }), leaf, asked),
  products: (leaf, asked) => compared({ of: 'products', ...leaf }, leaf, asked),
  'same.product': (leaf, asked) => compared({ of: 'same', ...leaf }, leaf, asked),
  device: (leaf, asked) => {
    const any = leaf.in.map((kind) => asked.happened({ of: 'facts', ...visitsOn(kind, leaf) }));
    return sql`(${sql.join(any, sql` or `)})`;
  },
};

/** How often, or how much: at the first that counts it is known that it is not never. */
function compared(measure: Measure, { op, value }: { op: Comparison; value: number }, asked: Asked): Sql {
  const ever = measure.measure === undefined ? everOf(op, value) : null;
  if (ever === null) return sql`${asked.measure(measure)} ${OPERATORS[op]} ${value}`;
  return ever ? asked.happened(measure) : sql`not (${asked.happened(measure)})`;
}
