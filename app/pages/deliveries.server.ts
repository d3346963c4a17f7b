import type { MessageReports } from '../learn/reports/messages.server.ts';
import type { DeliveriesService } from '../listen/inbox/deliveries.server.ts';
import type { HistoryService } from '../listen/backfill/history-service.server.ts';
import type { ReconcileRun, ReconcileService } from '../listen/reconcile/runs.server.ts';
import type { DeliveriesView, DeliveryPages } from '../ui/views/delivery-views.ts';

interface Deps {
  deliveries: DeliveriesService;
  history: HistoryService;
  reconcile: ReconcileService;
  messages: Pick<MessageReports, 'counts' | 'troubled'>;
}

const SHOWN = 50;

export function createDeliveryPages({ deliveries, history, reconcile, messages }: Deps): DeliveryPages {
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
        compared: comparedOf((await reconcile.runs(shop, 1))[0]),
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
    keep: (shop, ids) => deliveries.keep(shop, ids),
  };
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
