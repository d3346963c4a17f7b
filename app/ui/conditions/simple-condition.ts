import { z } from 'zod';
import { RFM_GROUPS } from '../../understand/rfm/groups.ts';
import { STAGES } from '../../understand/stages/rules.ts';
import type { Leaf } from '../views/storefront-views.ts';

const op = z.enum(['atLeast', 'atMost']);
const count = z.number().int().min(-100_000).max(1_000_000);

/** What the simple builder can say; it is kept in the condition language. */
export const simpleCondition = z.object({
  match: z.enum(['all', 'any']),
  leaves: z
    .array(
      z.discriminatedUnion('field', [
        z.object({ field: z.literal('group'), groups: z.array(z.enum(RFM_GROUPS)).min(1) }),
        z.object({ field: z.literal('stage'), stages: z.array(z.enum(STAGES)).min(1) }),
        z.object({ field: z.enum(['score', 'orders', 'lastOrderDays']), op, value: count }),
        z.object({ field: z.literal('spent'), op, value: z.number().min(0).max(1e9) }),
      ]),
    )
    .min(1)
    .max(10),
});

export const LEAF_FIELDS = ['group', 'stage', 'orders', 'spent', 'lastOrderDays', 'score'] as const;
export type LeafField = (typeof LEAF_FIELDS)[number];

/** A leaf to start from when a field is chosen. */
export function freshLeaf(field: LeafField): Leaf {
  switch (field) {
    case 'group':
      return { field, groups: ['champions'] };
    case 'stage':
      return { field, stages: ['customer'] };
    case 'spent':
      return { field, op: 'atLeast', value: 100 };
    case 'lastOrderDays':
      return { field, op: 'atMost', value: 30 };
    case 'orders':
      return { field, op: 'atLeast', value: 1 };
    case 'score':
      return { field, op: 'atLeast', value: 20 };
  }
}
