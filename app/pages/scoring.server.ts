import type { Database } from '../platform/db/db.ts';
import type { TasksService } from '../platform/work/tasks/tasks-service.server.ts';
import { ledgerPage } from '../understand/scoring/explain.server.ts';
import { SCORING_TASK } from '../understand/scoring/rescore-task.server.ts';
import { type ScoringService, TooManyRules } from '../understand/scoring/service.server.ts';
import type { ScoringPages } from '../ui/views/scoring-views.ts';

const LINES = 20;

export function createScoringPages({
  db,
  scoring,
  tasks,
}: {
  db: Database;
  scoring: ScoringService;
  tasks: TasksService;
}): ScoringPages {
  return {
    async view(shop) {
      const [{ rules, bands }, [task]] = await Promise.all([scoring.rules(shop), tasks.list(shop, [SCORING_TASK], 1)]);
      const rescoring =
        task?.state === 'queued' ? { done: task.doneCount, total: task.totalCount, remaining: task.remaining } : null;
      return { rules: [...rules], bands, rescoring };
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
    setBands: (shop, bands) => scoring.setBands(shop, bands),
    ledger: (shop, contact, after) => ledgerPage(db.read, shop, contact, after, LINES),
    preview: (shop, change) => scoring.preview(shop, change),
  };
}
