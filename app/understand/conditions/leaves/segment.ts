// Membership of other segments.
import { z } from 'zod';
import { leafKind } from './leaf-kind.ts';

/** In any of these segments, as their members stand now. */
export const segment = leafKind({
  schema: z.strictObject({ type: z.literal('segment'), in: z.array(z.string().min(1).max(60)).min(1).max(20) }),
  holds: (leaf, view) => leaf.in.some((id) => view.segments.has(id)),
  reason: (leaf, view) => ({
    key: 'condition.segment',
    values: { in: leaf.in.join(', '), actual: leaf.in.filter((id) => view.segments.has(id)).join(', ') || null },
  }),
  changes: (leaf) => leaf.in.map((id) => `field:segment:${id}` as const),
});
