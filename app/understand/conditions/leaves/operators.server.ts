import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Comparison, folded, SEPARATORS, spaced, type TextTest } from '../compare.ts';

export const OPERATORS: Record<Comparison, RawBuilder<unknown>> = {
  eq: sql`=`,
  ne: sql`<>`,
  lt: sql`<`,
  lte: sql`<=`,
  gt: sql`>`,
  gte: sql`>=`,
};

/** `passes` in SQL. Null where the text is. */
export function textPasses(column: RawBuilder<unknown>, test: TextTest, value: string): RawBuilder<SqlBool> {
  const whole = sql`lower(${column})`;
  const part = folded(value);
  switch (test) {
    case 'is':
      return sql`${whole} = ${part}`;
    case 'starts':
      return like(whole, `${escaped(part)}%`);
    case 'ends':
      return like(whole, `%${escaped(part)}`);
    case 'contains':
      return like(whole, `%${escaped(part)}%`);
    case 'word': {
      const words = SEPARATORS.reduce((left, separator) => sql`replace(${left}, ${sql.lit(separator)}, ' ')`, whole);
      return like(sql`' ' || ${words} || ' '`, `%${escaped(spaced(part))}%`);
    }
    default:
      return test satisfies never;
  }
}

const like = (text: RawBuilder<unknown>, pattern: string) => sql<SqlBool>`${text} like ${pattern} escape '!'`;

const escaped = (text: string) => text.replace(/[!%_]/g, '!$&');
