// Who a contact is: its texts, its dates, its tags.
import { z } from 'zod';
import { passes, TEXT_TESTS } from '../compare.ts';
import { dateFields, textFields } from '../fields.ts';
import { dayStart, windowStart } from '../moment.ts';
import { day } from './day.ts';
import { leafKind } from './leaf-kind.ts';

export const tag = leafKind({
  schema: z.strictObject({ type: z.literal('tag'), tag: z.string().min(1).max(100) }),
  holds: (leaf, view) => view.tags.has(leaf.tag),
  reason: (leaf, view) => ({
    key: 'condition.tag',
    values: { tag: leaf.tag, actual: view.tags.has(leaf.tag) ? 1 : 0 },
  }),
});

/** A text passes with any of the values; one that is not known passes nothing. Without values: that it is known. */
export const text = leafKind({
  schema: z.strictObject({
    type: z.literal('text'),
    field: z.enum(textFields),
    test: z.enum(TEXT_TESTS),
    of: z.array(z.string().min(1).max(200)).max(200),
  }),
  holds(leaf, view) {
    const value = view.texts[leaf.field];
    if (value === null) return false;
    return leaf.of.length === 0 || leaf.of.some((each) => passes(value, leaf.test, each));
  },
  reason: (leaf, view) => ({
    key: 'condition.text',
    values: { field: leaf.field, actual: view.texts[leaf.field], test: leaf.test, of: leaf.of.join(', ') },
  }),
});

/** On one of the calendar days between two, both included, or within the last `days`; without either: that it is known. */
export const date = leafKind({
  schema: z.strictObject({
    type: z.literal('date'),
    field: z.enum(dateFields),
    from: day.exactOptional(),
    to: day.exactOptional(),
    days: z.number().int().min(0).max(3650).exactOptional(),
  }),
  holds(leaf, view) {
    const at = view.dates[leaf.field];
    if (at === null) return false;
    if (leaf.days !== undefined && at < windowStart(view, leaf.days)) return false;
    if (leaf.from !== undefined && at < dayStart(view, leaf.from)) return false;
    return leaf.to === undefined || at < dayStart(view, leaf.to, 1);
  },
  reason: (leaf, view) => ({
    key: 'condition.date',
    values: {
      field: leaf.field,
      actual: view.dates[leaf.field],
      from: leaf.from ?? null,
      to: leaf.to ?? null,
      days: leaf.days ?? null,
    },
  }),
});
