import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { TasksService } from '../../platform/work/tasks/tasks-service.server.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { type Part, PARTS, partTaskId } from './parts.ts';

/** How far one part of the history has come. */
export interface PartProgress {
  part: Part;
  state: 'queued' | 'done' | 'attention';
  done: number;
  total: number | null;
  /** milliseconds that the rest will take; null when that is not known */
  remaining: number | null;
  reason: string | null;
}

export type HistoryService = ReturnType<typeof createHistoryService>;

interface Options {
  db: Database;
  clock: Clock;
  tasks: TasksService;
  wake: Wake;
}

export function createHistoryService({ db, clock, tasks, wake }: Options) {
  return {
    /** empty before the first reading has begun */
    async progress(shop: string): Promise<PartProgress[]> {
      const found = await Promise.all(
        PARTS.map(async (part) => ({ part, task: await tasks.get(shop, partTaskId(part)) })),
      );
      return found.flatMap(({ part, task }) =>
        task
          ? [
              {
                part,
                state: task.state,
                done: task.doneCount,
                total: task.totalCount,
                remaining: task.remaining,
                reason: task.reason,
              },
            ]
          : [],
      );
    },
    /** Reads all of it once more: what is known already stays as it is. */
    async readAgain(shop: string): Promise<void> {
      const dueAt = clock.now();
      await db.write((trx) => queueTask(trx, shop, { id: 'history', kind: 'history', dueAt }, { again: true }));
      wake('tasks', shop, dueAt);
    },
  };
}
