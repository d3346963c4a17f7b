// Numbers that stand on a contact, or follow from some that do.
import { z } from 'zod';
import { compare, COMPARISONS } from '../compare.ts';
import type { ContactView } from '../contact-view.ts';
import { monthDay, nextOn, yearOf } from './day-of-year.ts';
import { leafKind } from './leaf-kind.ts';

/**
 * average.order: minor units; discount.share: what discounts took off, per cent of what would have been paid without;
 * age: in whole years, by the year alone where the birthday is not known.
 */
export const NUMBER_FIELDS = ['average.order', 'refunded', 'discount.share', 'devices', 'birth.year', 'age'] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

/** A number that is not known is neither more nor less than another, nor is it not the same. */
export const number = leafKind({
  schema: z.strictObject({
    type: z.literal('number'),
    field: z.enum(NUMBER_FIELDS),
    op: z.enum(COMPARISONS),
    value: z.number().int().min(-1e12).max(1e12),
  }),
  holds(leaf, view) {
    const actual = numberOf(leaf.field, view);
    return actual !== null && compare(actual, leaf.op, leaf.value);
  },
  reason: (leaf, view) => ({
    key: 'condition.number',
    values: { field: leaf.field, actual: numberOf(leaf.field, view), op: leaf.op, value: leaf.value },
  }),
  changes: ({ field }) => (field === 'devices' ? ['field:recognised', 'field:profile'] : ['field:profile']),
  next(leaf, view) {
    if (leaf.field !== 'age' || view.numbers.birth_year === null) return null;
    return nextOn(view, view.texts.birthday ?? '01-01');
  },
});

function numberOf(field: NumberField, view: ContactView): number | null {
  const { orders_count: orders, net_spent: spent, refunded, discounted, devices, birth_year: year } = view.numbers;
  switch (field) {
    case 'average.order':
      return orders ? (spent ?? 0) / orders : null;
    case 'refunded':
      return refunded;
    case 'discount.share': {
      const gross = (spent ?? 0) + (refunded ?? 0) + (discounted ?? 0);
      return gross > 0 ? ((discounted ?? 0) * 100) / gross : null;
    }
    case 'devices':
      return devices;
    case 'birth.year':
      return year;
    case 'age':
      return year === null ? null : ageOn(view, year);
    default:
      return field satisfies never;
  }
}

function ageOn(view: ContactView, year: number): number {
  const { birthday } = view.texts;
  return yearOf(view) - year - (birthday !== null && birthday > monthDay(view) ? 1 : 0);
}
