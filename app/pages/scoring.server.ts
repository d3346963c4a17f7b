import type { Database } from '../platform/db/db.ts';
import type { TaskProgress, TasksService } from '../platform/work/tasks/tasks-service.server.ts';
import type { Condition } from '../understand/conditions/condition.ts';
import { ledgerPage } from '../understand/scoring/explain.server.ts';
import { SCORING_TASK } from '../understand/scoring/rescore-task.server.ts';
import type { RuleForm } from '../understand/scoring/rule-form.ts';
import { type ScoringService, TooManyRules } from '../understand/scoring/service.server.ts';
import type { ConditionPages } from '../ui/views/condition-views.ts';
import type { ScoringPages, ScoringView } from '../ui/views/scoring-views.ts';

const LINES = 20;

export function createScoringPages({
  db,
  scoring,
  tasks,
  conditions,
}: {
  db: Database;
  scoring: ScoringService;
  tasks: TasksService;
  conditions: Pick<ConditionPages, 'book'>;
}): ScoringPages {
  /** only work of this kind may be broken off here */
  const isRescoring = async (shop: string, id: string) => (await tasks.get(shop, id))?.kind === SCORING_TASK;

  return {
    async view(shop) {
      const [{ rules, bands }, [task]] = await Promise.all([scoring.rules(shop), tasks.list(shop, [SCORING_TASK], 1)]);
      return { rules: [...rules], bands, rescoring: task ? rescoringOf(task) : null };
    },
    async save(shop, rule) {
      try {
        await scoring.save(shop, rule);
        return true;
      } catch (err) {
        if (err instanceof TooManyRules) return false;
        throw err;
      }
    },
    remove: (shop, id) => scoring.remove(shop, id),
    restore: (shop, id) => scoring.restore(shop, id),
    async stop(shop, task) {
      if (await isRescoring(shop, task)) await tasks.stop(shop, task);
    },
    async resume(shop, task) {
      if (await isRescoring(shop, task)) await tasks.retry(shop, task);
    },
    names: (shop, rule) => conditions.book(shop, namedBy(rule)),
    setBands: (shop, bands) => scoring.setBands(shop, bands),
    ledger: (shop, contact, after) => ledgerPage(db.read, shop, contact, after, LINES),
    preview: (shop, change) => scoring.preview(shop, change),
  };
}

function rescoringOf({ id, state, doneCount, totalCount, remaining }: TaskProgress): ScoringView['rescoring'] {
  if (state === 'done') return null;
  return { id, done: doneCount, total: totalCount, remaining, rests: state === 'attention' };
}

/** What a rule names, as conditions name it: their names are looked up in one way. */
function namedBy({ trigger }: RuleForm): Condition[] {
  if (trigger.type === 'condition') return [trigger.condition];
  if (trigger.type !== 'fact') return [];
  const { kind, where } = trigger;
  return where.flatMap((each) =>
    each.property === 'subject'
      ? [
          {
            version: 1 as const,
            when: { type: 'facts' as const, kind, subject: each.value, op: 'gte' as const, value: 1 },
          },
        ]
      : [],
  );
}
