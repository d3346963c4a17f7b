// Some of what is heard of a mail a program may have done as well as a person (decision 059).
import { type RawBuilder, sql } from 'kysely';

/** How the id of such a fact ends; its data say so, too. */
export const UNSURE = ':unsure';

/** Of rows of `fact`: what a person did, as far as that can be known. @param fact as the statement calls the table */
export const surelyHers = (fact = 'fact'): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(`${fact}.id`)} not like ${sql.lit(`%${UNSURE}`)}`;
