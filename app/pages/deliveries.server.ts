import type { MessageReports } from '../learn/reports/messages.server.ts';
import type { DeliveriesService } from '../listen/inbox/deliveries.server.ts';
import type { HistoryService } from '../listen/backfill/history-service.server.ts';
import type { ReconcileRun, ReconcileService } from '../listen/reconcile/runs.server.ts';
import type { TaskProgress, TasksService } from '../platform/work/tasks/tasks-service.server.ts';
import type { UntoldService } from '../understand/consent/untold.server.ts';
import { REFOLD_TASK } from '../understand/contacts/refold-task.server.ts';
import type { DeliveriesView, DeliveryPages } from '../ui/views/delivery-views.ts';

interface Deps {
  deliveries: DeliveriesService;
  history: HistoryService;
  reconcile: ReconcileService;
  messages: Pick<MessageReports, 'counts' | 'troubled'>;
  tasks: Pick<TasksService, 'get'>;
  untold: UntoldService;
}

const SHOWN = 50;

export function createDeliveryPages({ deliveries, history, reconcile, messages, tasks, untold }: Deps): DeliveryPages {
  return {
    async view(shop, { after, reason } = {}) {
      const counts = await deliveries.counts(shop);
      const today = await deliveries.topics(shop);
      const key = readKey(after);
      const { rows, next } = await deliveries.attention(shop, {
        limit: SHOWN,
        ...(key && { after: key }),
        ...(reason !== undefined && { reason }),
      });
      return {
        inbox: {
          queued: counts.queued,
          attention: counts.attention,
          discarded: counts.discarded,
          doneToday: today.reduce((sum, { count }) => sum + count, 0),
          oldestDueAt: await deliveries.oldestDue(shop),
        },
        attention: rows,
        next: next && `${next.receivedAt}.${next.id}`,
        reasons: await deliveries.reasons(shop),
        history: await history.progress(shop),
        refold: refoldOf(await tasks.get(shop, REFOLD_TASK.id)),
        compared: comparedOf((await reconcile.runs(shop, 1))[0]),
        untold: await untold.list(shop, SHOWN),
        messages: await messages.counts(shop),
        troubled: await messages.troubled(shop, SHOWN),
      };
    },
    replay: (shop, ids) => deliveries.replay(shop, ids),
    discard: (shop, ids) => deliveries.discard(shop, ids),
    replayReason: (shop, reason) => deliveries.replayReason(shop, reason),
    discardReason: (shop, reason) => deliveries.discardReason(shop, reason),
    compare: (shop) => reconcile.start(shop),
    readAgain: (shop) => history.readAgain(shop),
    async tellAgain(shop) {
      await untold.tryAgain(shop);
    },
    keep: (shop, ids) => deliveries.keep(shop, ids),
  };
}

/** Of a shop that has just come there is nobody to look through. */
function refoldOf(task: TaskProgress | null): DeliveriesView['refold'] {
  if (!task || task.state === 'done' || task.totalCount === 0) return null;
  return { done: task.doneCount, total: task.totalCount, remaining: task.remaining, reason: task.reason };
}

function comparedOf(run: ReconcileRun | undefined): DeliveriesView['compared'] {
  if (!run) return null;
  const found = Object.entries(run.repaired).map(([kind, { missing, outdated, gone }]) => ({
    kind,
    count: missing + outdated + gone,
  }));
  return { endedAt: run.endedAt, found: found.filter(({ count }) => count > 0) };
}

/** `received_at.id` of the last row shown; whatever else stands in an address begins at the top. */
function readKey(after: string | undefined): { receivedAt: number; id: string } | null {
  const [, receivedAt, id] = /^(\d{1,15})\.(.+)$/s.exec(after ?? '') ?? [];
  return receivedAt && id ? { receivedAt: Number(receivedAt), id } : null;
}
