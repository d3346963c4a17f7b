// Who a contact is: its texts, its dates, its flags, its tags, what a merchant declared of it.
import { z } from 'zod';
import { compare, COMPARISONS, passes, TEXT_TESTS } from '../compare.ts';
import { dateFields, flagFields, textFields } from '../fields.ts';
import { isBetween, nextBetween } from './between.ts';
import { day } from './day.ts';
import { leafKind } from './leaf-kind.ts';

export const tag = leafKind({
  schema: z.strictObject({ type: z.literal('tag'), tag: z.string().min(1).max(100) }),
  holds: (leaf, view) => view.tags.has(leaf.tag),
  reason: (leaf, view) => ({
    key: 'condition.tag',
    values: { tag: leaf.tag, actual: view.tags.has(leaf.tag) ? 1 : 0 },
  }),
  changes: () => ['field:tag', 'contact.imported', 'contact.added'],
});

const texts = z.array(z.string().min(1).max(200)).max(200);

/** A text passes with any of the values; one that is not known passes nothing. Without values: that it is known. */
export const text = leafKind({
  schema: z.strictObject({
    type: z.literal('text'),
    field: z.enum(textFields),
    test: z.enum(TEXT_TESTS),
    of: texts,
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
  changes({ field }) {
    if (field === 'persona') return ['field:persona'];
    return field === 'temperature' ? ['field:temperature', 'field:profile'] : ['field:profile'];
  },
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
  holds: (leaf, view) => isBetween(view.dates[leaf.field], leaf, view),
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
  changes: ({ field }) => (field === 'stage.since' ? ['field:stage', 'field:profile'] : ['field:profile']),
  next: (leaf, view) => nextBetween(view.dates[leaf.field], leaf, view),
});

/** Whether she is not kept out of funnels, wants automated decisions, is recognised on some device. */
export const flag = leafKind({
  schema: z.strictObject({ type: z.literal('flag'), field: z.enum(flagFields), is: z.boolean() }),
  holds: (leaf, view) => view.flags[leaf.field] === leaf.is,
  reason: (leaf, view) => ({
    key: 'condition.flag',
    values: { field: leaf.field, actual: view.flags[leaf.field] ? 1 : 0 },
  }),
  changes: ({ field }) =>
    field === 'qualified' ? ['field:qualified', 'field:stage', 'field:profile'] : [`field:${field}`, 'field:profile'],
});

/** A declared attribute: a text or a choice by its words, a flag as the text true or false, numbers and days by size. */
export const attribute = leafKind({
  schema: z.strictObject({
    type: z.literal('attribute'),
    attribute: z.string().min(1).max(60),
    is: z.discriminatedUnion('as', [
      z.strictObject({ as: z.literal('text'), test: z.enum(TEXT_TESTS), of: texts }),
      z.strictObject({ as: z.literal('number'), op: z.enum(COMPARISONS), value: z.number().min(-1e12).max(1e12) }),
      z.strictObject({ as: z.literal('date'), from: day.exactOptional(), to: day.exactOptional() }),
    ]),
  }),
  holds({ attribute: id, is }, view) {
    const known = view.attributes.get(id);
    if (!known) return false;
    if (is.as === 'text') return is.of.length === 0 || is.of.some((each) => passes(known.value, is.test, each));
    if (known.number === null) return false;
    if (is.as === 'number') return compare(known.number, is.op, is.value);
    if (is.from !== undefined && known.number < dayNumber(is.from)) return false;
    return is.to === undefined || known.number <= dayNumber(is.to);
  },
  reason: (leaf, view) => ({
    key: 'condition.attribute',
    values: {
      attribute: leaf.attribute,
      actual: view.attributes.get(leaf.attribute)?.value ?? null,
      is: JSON.stringify(leaf.is),
    },
  }),
  changes: () => ['field:attribute', 'field:profile', 'contact.imported', 'contact.added'],
});

/** Days since 1970, as attributes keep their dates. */
export const dayNumber = (named: string) => Date.parse(`${named}T00:00Z`) / 86_400_000;
