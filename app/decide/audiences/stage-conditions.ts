// A stand-in for the condition language in tests of rooms beside it: stage and RFM group only.
import { z } from 'zod';
import type { Conditions } from './holds.ts';

const schema = z.object({
  version: z.literal(1),
  root: z.discriminatedUnion('type', [
    z.object({ type: z.literal('stage'), in: z.array(z.string()) }),
    z.object({ type: z.literal('rfm_group'), in: z.array(z.string()) }),
  ]),
});

export const stageConditions: Conditions = {
  problem: (condition) => (schema.safeParse(condition).success ? null : 'not a condition'),
  async holding(read, shop, conditions, contacts) {
    const rows = await read
      .selectFrom('contact')
      .select(['id', 'stage', 'rfm_group'])
      .where('shop', '=', shop)
      .where('id', 'in', contacts)
      .execute();
    return new Map(
      rows.map((row) => [
        row.id,
        conditions.map((condition) => {
          const { root } = schema.parse(condition);
          return root.in.includes(root.type === 'stage' ? row.stage : row.rfm_group);
        }),
      ]),
    );
  },
};
