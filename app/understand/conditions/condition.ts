// The one condition language: a typed, versioned tree. Segments, splits, banner versions and filters all speak it.
import { z } from 'zod';
import { FACT_KINDS, type FactKind } from '../../listen/facts/fact.ts';
import { RFM_GROUPS, type RfmGroup } from '../rfm/groups.ts';
import { STAGES, type Stage } from '../stages/rules.ts';

export const COMPARISONS = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export type Leaf =
  | { type: 'rfm.group'; in: RfmGroup[] }
  /** true of nobody without an order */
  | { type: 'rfm.score'; score: 'r' | 'f' | 'm'; op: Comparison; value: number }
  | { type: 'score'; op: Comparison; value: number }
  | { type: 'stage'; in: Stage[] }
  | { type: 'tag'; tag: string }
  | { type: 'orders.count'; op: Comparison; value: number }
  /** minor units of the shop's currency */
  | { type: 'net.spent'; op: Comparison; value: number }
  /** ordered today or on one of the `days` calendar days before */
  | { type: 'last.order'; days: number }
  /** how often something happened, ever or within calendar days; "never" is `eq` 0 */
  | { type: 'facts'; kind: FactKind; subject?: string; windowDays?: number; op: Comparison; value: number };

export type Node = { type: 'all'; of: Node[] } | { type: 'any'; of: Node[] } | { type: 'not'; of: Node } | Leaf;

export interface Condition {
  version: 1;
  when: Node;
}

export const MAX_DEPTH = 8;
export const MAX_LEAVES = 50;

const op = z.enum(COMPARISONS);
const days = z.number().int().min(0).max(3650);
const count = z.number().int().min(0).max(1_000_000);

const leaves = [
  z.strictObject({ type: z.literal('rfm.group'), in: z.array(z.enum(RFM_GROUPS)).min(1) }),
  z.strictObject({
    type: z.literal('rfm.score'),
    score: z.enum(['r', 'f', 'm']),
    op,
    value: z.number().int().min(1).max(5),
  }),
  z.strictObject({ type: z.literal('score'), op, value: z.number().int().min(-1_000_000).max(1_000_000) }),
  z.strictObject({ type: z.literal('stage'), in: z.array(z.enum(STAGES)).min(1) }),
  z.strictObject({ type: z.literal('tag'), tag: z.string().min(1).max(100) }),
  z.strictObject({ type: z.literal('orders.count'), op, value: count }),
  z.strictObject({ type: z.literal('net.spent'), op, value: z.number().int().min(-1e12).max(1e12) }),
  z.strictObject({ type: z.literal('last.order'), days }),
  z.strictObject({
    type: z.literal('facts'),
    kind: z.enum(FACT_KINDS),
    subject: z.string().min(1).max(200).exactOptional(),
    windowDays: days.exactOptional(),
    op,
    value: count,
  }),
] as const;

const nodeSchema: z.ZodType<Node> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('all'), of: z.array(nodeSchema).max(MAX_LEAVES) }),
    z.strictObject({ type: z.literal('any'), of: z.array(nodeSchema).max(MAX_LEAVES) }),
    z.strictObject({ type: z.literal('not'), of: nodeSchema }),
    ...leaves,
  ]),
);

/** Refuses what is too deep before it is read any deeper: the tree may come from outside. */
export const conditionSchema: z.ZodType<Condition> = z
  .unknown()
  .superRefine((value, context) => {
    if (depthOf(value) > MAX_DEPTH + 1) {
      context.addIssue({ code: 'custom', message: `conditions may be nested ${MAX_DEPTH} deep` });
    }
  })
  .pipe(z.strictObject({ version: z.literal(1), when: nodeSchema }))
  .superRefine((condition, context) => {
    if (leavesOf(condition.when).length > MAX_LEAVES) {
      context.addIssue({ code: 'custom', message: `a condition may have ${MAX_LEAVES} parts` });
    }
  });

/** Holds for everybody. */
export const EVERYBODY: Condition = { version: 1, when: { type: 'all', of: [] } };

export function leavesOf(node: Node): Leaf[] {
  switch (node.type) {
    case 'all':
    case 'any':
      return node.of.flatMap(leavesOf);
    case 'not':
      return leavesOf(node.of);
    default:
      return [node];
  }
}

/** How deep `when` and `of` nest, looking no deeper than what is refused. */
function depthOf(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH + 1) return depth;
  const inside = 'when' in value ? value.when : 'of' in value ? value.of : undefined;
  if (Array.isArray(inside)) return Math.max(depth + 1, ...inside.map((each) => depthOf(each, depth + 1)));
  return inside === undefined ? depth : depthOf(inside, depth + 1);
}
