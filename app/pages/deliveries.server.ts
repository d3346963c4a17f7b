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
    async view(shop) {
      const counts = await deliveries.counts(shop);
      const today = await deliveries.topics(shop);
      const { rows } = await deliveries.attention(shop, { limit: SHOWN });
      return {
        inbox: {
          queued: counts.queued,
          attention: counts.attention,
          discarded: counts.discarded,
          doneToday: today.reduce((sum, { count }) => sum + count, 0),
          oldestDueAt: await deliveries.oldestDue(shop),
        },
        attention: rows,
        messages: await messages.counts(shop),
        troubled: await messages.troubled(shop, SHOWN),
      };
    },
    replay: (shop, ids) => deliveries.replay(shop, ids),
    discard: (shop, ids) => deliveries.discard(shop, ids),
    keep: (shop, ids) => deliveries.keep(shop, ids),
  };
}
