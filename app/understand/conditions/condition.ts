// The one condition language: a typed, versioned tree. Segments, splits, banner versions and filters all speak it.
import { z } from 'zod';
import { type Leaf, LEAVES } from './leaves/leaves.ts';

export type Node = { type: 'all'; of: Node[] } | { type: 'any'; of: Node[] } | { type: 'not'; of: Node } | Leaf;

export interface Condition {
  version: 1;
  when: Node;
}

export type { Leaf };

export const MAX_DEPTH = 8;
export const MAX_LEAVES = 50;

const leaves = Object.values(LEAVES).map(({ schema }) => schema);

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
