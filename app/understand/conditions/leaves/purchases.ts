// What a contact has bought in all.
import { z } from 'zod';
import { compare, COMPARISONS } from '../compare.ts';
import { windowStart } from '../moment.ts';
import { leafKind } from './leaf-kind.ts';

const op = z.enum(COMPARISONS);

export const ordersCount = leafKind({
  schema: z.strictObject({ type: z.literal('orders.count'), op, value: z.number().int().min(0).max(1_000_000) }),
  holds: (leaf, view) => compare(view.ordersCount, leaf.op, leaf.value),
  reason: (leaf, view) => ({
    key: 'condition.ordersCount',
    values: { actual: view.ordersCount, op: leaf.op, value: leaf.value },
  }),
});

/** In minor units of the shop's currency. */
export const netSpent = leafKind({
  schema: z.strictObject({ type: z.literal('net.spent'), op, value: z.number().int().min(-1e12).max(1e12) }),
  holds: (leaf, view) => compare(view.netSpent, leaf.op, leaf.value),
  reason: (leaf, view) => ({
    key: 'condition.netSpent',
    values: { actual: view.netSpent, op: leaf.op, value: leaf.value },
  }),
});

/** Ordered today or on one of the `days` calendar days before. */
export const lastOrder = leafKind({
  schema: z.strictObject({ type: z.literal('last.order'), days: z.number().int().min(0).max(3650) }),
  holds: (leaf, view) => view.lastOrderAt !== null && view.lastOrderAt >= windowStart(view, leaf.days),
  reason: (leaf, view) => ({ key: 'condition.lastOrder', values: { actual: view.lastOrderAt, days: leaf.days } }),
});
