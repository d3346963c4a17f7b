import type { MessageReports } from '../learn/reports/messages.server.ts';
import type { DeliveriesService } from '../listen/inbox/deliveries.server.ts';
import type { DeliveryPages } from '../ui/views/delivery-views.ts';

interface Deps {
  deliveries: DeliveriesService;
  messages: Pick<MessageReports, 'counts' | 'troubled'>;
}

const SHOWN = 50;

export function createDeliveryPages({ deliveries, messages }: Deps): DeliveryPages {
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
        messages: await messages.counts(shop),
        troubled: await messages.troubled(shop, SHOWN),
      };
    },
    replay: (shop, ids) => deliveries.replay(shop, ids),
    discard: (shop, ids) => deliveries.discard(shop, ids),
    replayReason: (shop, reason) => deliveries.replayReason(shop, reason),
    discardReason: (shop, reason) => deliveries.discardReason(shop, reason),
    keep: (shop, ids) => deliveries.keep(shop, ids),
  };
}

/** `received_at.id` of the last row shown; whatever else stands in an address begins at the top. */
function readKey(after: string | undefined): { receivedAt: number; id: string } | null {
  const [, receivedAt, id] = /^(\d{1,15})\.(.+)$/s.exec(after ?? '') ?? [];
  return receivedAt && id ? { receivedAt: Number(receivedAt), id } : null;
}
