import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { LeafOf } from './leaves.ts';
import { OPERATORS, textPasses } from './operators.server.ts';
import { dayNumber } from './profile.ts';

export function attributeSql({ attribute, is }: LeafOf<'attribute'>): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (select 1 from contact_attribute where contact_attribute.shop = contact.shop
    and contact_attribute.contact = contact.id and contact_attribute.attribute = ${attribute}${passing(is)})`;
}

function passing(is: LeafOf<'attribute'>['is']): RawBuilder<unknown> {
  const number = sql`contact_attribute.number`;
  switch (is.as) {
    case 'text': {
      if (is.of.length === 0) return sql``;
      const any = is.of.map((value) => textPasses(sql`contact_attribute.value`, is.test, value));
      return sql` and (${sql.join(any, sql` or `)})`;
    }
    case 'number':
      return sql` and ${number} ${OPERATORS[is.op]} ${is.value}`;
    case 'date':
      return sql` and ${number} is not null
        ${is.from === undefined ? sql`` : sql` and ${number} >= ${dayNumber(is.from)}`}
        ${is.to === undefined ? sql`` : sql` and ${number} <= ${dayNumber(is.to)}`}`;
    default:
      return is satisfies never;
  }
}
