// A rule as a form hands it over, checked at the boundary.
import { z } from 'zod';
import { FACT_KINDS } from '../../listen/facts/fact.ts';
import { conditionSchema, leavesOf } from '../conditions/condition.ts';
import { scoreWhere } from './score-where.ts';

/** what follows from the score cannot give points */
const CIRCULAR: ReadonlySet<string> = new Set(['score', 'stage', 'segment']);

const days = z.number().int().min(1).max(3650);

const triggerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('shipped') }),
  z.strictObject({ type: z.literal('fact'), kind: z.enum(FACT_KINDS), where: z.array(scoreWhere).max(5) }),
  z.strictObject({
    type: z.literal('condition'),
    condition: conditionSchema.refine(
      ({ when }) =>
        leavesOf(when).every(
          (leaf) => !CIRCULAR.has(leaf.type) && !('field' in leaf && String(leaf.field) === 'temperature'),
        ),
      { message: 'what follows from the score cannot give points' },
    ),
  }),
  z.strictObject({ type: z.literal('quiet'), days }),
]);

/** Without an id it is a new one. */
export const ruleSchema = z.strictObject({
  id: z.string().max(100).nullable(),
  name: z.string().trim().max(100),
  scope: z.union([z.literal('global'), z.string().regex(/^(stage|tag):.{1,100}$/)]),
  trigger: triggerSchema,
  points: z.number().int().min(-1000).max(1000),
  cap: z.strictObject({ points: z.number().int().min(1).max(100_000), days }).nullable(),
  halfLife: days.nullable(),
  expires: days.nullable(),
  on: z.boolean(),
});

export type RuleForm = z.infer<typeof ruleSchema>;
