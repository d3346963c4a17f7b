import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Reader } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { type Condition, conditionSchema, leavesOf } from '../conditions/condition.ts';
import { segmentsNamed } from '../segments/rules.ts';
import type { Words } from '../words.ts';
import { queueTagRules, TAG_RULES_TASK } from './tag-rules-task.server.ts';
import { type TagRule, tagRuleId, tagRulesOf } from './tag-rules.server.ts';

export interface TagRuleLine extends TagRule {
  /** of the segment */
  name: Words;
  /** contacts to whom it gave the tag that they have */
  contacts: number;
}

/** `circle`: the segment asks for the very tag. `unknown`: there is no such segment. */
export type WrittenRule = 'written' | 'circle' | 'unknown';

export type TagRulesService = ReturnType<typeof createTagRulesService>;

export function createTagRulesService({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }) {
  return {
    async list(shop: string): Promise<TagRuleLine[]> {
      const rules = await tagRulesOf(db.read, shop);
      if (rules.length === 0) return [];
      const counts = await db.read
        .selectFrom('contact_tag')
        .select(({ fn }) => ['source', fn.countAll<number>().as('count')])
        .where('shop', '=', shop)
        .where(
          'source',
          'in',
          rules.map(({ id }) => `rule:${id}`),
        )
        .groupBy('source')
        .execute();
      const bySource = new Map(counts.map(({ source, count }) => [source, count]));
      return rules.map((rule) => ({ ...rule, contacts: bySource.get(`rule:${rule.id}`) ?? 0 }));
    },

    /** Whether everybody is being looked at for them. */
    async settling(shop: string): Promise<boolean> {
      const task = await db.read
        .selectFrom('task')
        .select('state')
        .where('shop', '=', shop)
        .where('id', '=', TAG_RULES_TASK)
        .executeTakeFirst();
      return task?.state === 'queued';
    },

    /** One that was removed is there again. */
    async write(shop: string, tag: string, segment: string): Promise<WrittenRule> {
      const conditions = await conditionsOf(db.read, shop);
      if (!conditions.has(segment)) return 'unknown';
      if (asksForTag(segment, tag, conditions)) return 'circle';
      const now = clock.now();
      await db.write(async (trx) => {
        await trx
          .insertInto('tag_rule')
          .values({ shop, id: tagRuleId(tag, segment), tag, segment, created_at: now, removed_at: null })
          .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet({ removed_at: null }))
          .execute();
        await queueTagRules(trx, shop, now);
      });
      wake('tasks', shop, now);
      return 'written';
    },

    /** What it gave stays, as given by a rule that was. */
    async remove(shop: string, id: string): Promise<void> {
      await db.write((trx) =>
        trx
          .updateTable('tag_rule')
          .set({ removed_at: clock.now() })
          .where('shop', '=', shop)
          .where('id', '=', id)
          .execute(),
      );
    },
  };
}

async function conditionsOf(reader: Reader, shop: string): Promise<Map<string, Condition>> {
  const rows = await reader
    .selectFrom('segment')
    .select(['id', 'condition'])
    .where('shop', '=', shop)
    .where('removed_at', 'is', null)
    .execute();
  return new Map(rows.map(({ id, condition }) => [id, conditionSchema.parse(JSON.parse(condition))]));
}

/** Whether a segment asks for a tag, itself or through the segments that it names. */
function asksForTag(segment: string, tag: string, conditions: ReadonlyMap<string, Condition>): boolean {
  const seen = new Set<string>();
  const asks = (id: string): boolean => {
    const condition = conditions.get(id);
    if (!condition || seen.has(id)) return false;
    seen.add(id);
    const itself = leavesOf(condition.when).some((leaf) => leaf.type === 'tag' && leaf.tag === tag);
    return itself || segmentsNamed(condition).some(asks);
  };
  return asks(segment);
}
