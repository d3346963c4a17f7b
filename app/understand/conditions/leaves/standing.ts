// Where a contact stands: RFM, score, stage.
import { z } from 'zod';
import { RFM_GROUPS } from '../../rfm/groups.ts';
import { STAGES } from '../../stages/rules.ts';
import { compare, COMPARISONS } from '../compare.ts';
import type { ContactView } from '../contact-view.ts';
import { leafKind } from './leaf-kind.ts';

const op = z.enum(COMPARISONS);

export const rfmGroup = leafKind({
  schema: z.strictObject({ type: z.literal('rfm.group'), in: z.array(z.enum(RFM_GROUPS)).min(1) }),
  holds: (leaf, view) => leaf.in.includes(view.rfmGroup),
  reason: (leaf, view) => ({
    key: 'condition.rfmGroup',
    values: { actual: view.rfmGroup, in: leaf.in.join(', ') },
  }),
  changes: () => ['field:rfm', 'field:profile'],
});

/** True of nobody without an order. */
export const rfmScore = leafKind({
  schema: z.strictObject({
    type: z.literal('rfm.score'),
    score: z.enum(['r', 'f', 'm']),
    op,
    value: z.number().int().min(1).max(5),
  }),
  holds(leaf, view) {
    const score = view[leaf.score];
    return score !== null && compare(score, leaf.op, leaf.value);
  },
  reason: ({ score, op: asked, value }, view) => ({
    key: 'condition.rfmScore',
    values: { letter: score.toUpperCase(), actual: view[score], op: asked, value },
  }),
  changes: () => ['field:rfm', 'field:profile'],
});

/** The score in one of its scopes: `global` without a name, else `stage:NAME` or `tag:NAME`. */
export const score = leafKind({
  schema: z.strictObject({
    type: z.literal('score'),
    scope: z
      .string()
      .regex(/^(stage|tag):.{1,100}$/)
      .exactOptional(),
    op,
    value: z.number().int().min(-1_000_000).max(1_000_000),
  }),
  holds: (leaf, view) => compare(scoreOf(leaf.scope, view), leaf.op, leaf.value),
  reason: (leaf, view) => ({
    key: 'condition.score',
    values: { scope: leaf.scope ?? null, actual: scoreOf(leaf.scope, view), op: leaf.op, value: leaf.value },
  }),
  changes: () => ['field:score', 'field:profile'],
});

const scoreOf = (scope: string | undefined, view: ContactView) =>
  (scope === undefined ? view.numbers.score : view.scores.get(scope)) ?? 0;

export const stage = leafKind({
  schema: z.strictObject({ type: z.literal('stage'), in: z.array(z.enum(STAGES)).min(1) }),
  holds: (leaf, view) => leaf.in.includes(view.stage),
  reason: (leaf, view) => ({ key: 'condition.stage', values: { actual: view.stage, in: leaf.in.join(', ') } }),
  changes: () => ['field:stage', 'field:profile'],
});
