// What a contact has bought in all.
import { z } from 'zod';
import { compare, COMPARISONS } from '../compare.ts';
import { windowEnd, windowStart } from '../moment.ts';
import { leafKind } from './leaf-kind.ts';

const op = z.enum(COMPARISONS);

export const ordersCount = leafKind({
  schema: z.strictObject({ type: z.literal('orders.count'), op, value: z.number().int().min(0).max(1_000_000) }),
  holds: (leaf, view) => compare(view.numbers.orders_count ?? 0, leaf.op, leaf.value),
  reason: (leaf, view) => ({
    key: 'condition.ordersCount',
    values: { actual: view.numbers.orders_count, op: leaf.op, value: leaf.value },
  }),
  changes: () => ['field:profile'],
});

/** In minor units of the shop's currency. */
export const netSpent = leafKind({
  schema: z.strictObject({ type: z.literal('net.spent'), op, value: z.number().int().min(-1e12).max(1e12) }),
  holds: (leaf, view) => compare(view.numbers.net_spent ?? 0, leaf.op, leaf.value),
  reason: (leaf, view) => ({
    key: 'condition.netSpent',
    values: { actual: view.numbers.net_spent, op: leaf.op, value: leaf.value },
  }),
  changes: () => ['field:profile'],
});

/** Ordered today or on one of the `days` calendar days before. */
export const lastOrder = leafKind({
  schema: z.strictObject({ type: z.literal('last.order'), days: z.number().int().min(0).max(3650) }),
  holds(leaf, view) {
    const at = view.dates['last.order'];
    return at !== null && at >= windowStart(view, leaf.days);
  },
  reason: (leaf, view) => ({
    key: 'condition.lastOrder',
    values: { actual: view.dates['last.order'], days: leaf.days },
  }),
  changes: () => ['field:profile'],
  next(leaf, view) {
    const at = view.dates['last.order'];
    return at !== null && at >= windowStart(view, leaf.days) ? windowEnd(view, at, leaf.days) : null;
  },
});
