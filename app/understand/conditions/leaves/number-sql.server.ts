import { type RawBuilder, sql } from 'kysely';
import type { Moment } from '../moment.ts';
import { monthDay, yearOf } from './day-of-year.ts';
import type { NumberField } from './number.ts';

type Sql = RawBuilder<number | null>;

const real = (value: RawBuilder<unknown>) => sql`cast(${value} as double precision)`;
const gross = sql`(contact.net_spent + contact.refunded + contact.discounted)`;

/** `numberOf` in SQL: null where it is not known. */
export const NUMBER_SQL: Record<NumberField, (moment: Moment) => Sql> = {
  'average.order': () => sql`case when contact.orders_count <> 0
    then ${real(sql`contact.net_spent`)} / contact.orders_count end`,
  refunded: () => sql`contact.refunded`,
  'discount.share': () => sql`case when ${gross} > 0 then ${real(sql`contact.discounted * 100`)} / ${gross} end`,
  devices: () => sql`contact.devices`,
  'birth.year': () => sql`contact.birth_year`,
  age: (moment) => sql`(cast(${yearOf(moment)} as integer) - contact.birth_year
    - case when contact.birthday > ${monthDay(moment)} then 1 else 0 end)`,
};
