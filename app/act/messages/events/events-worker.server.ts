import { type Clock, DAY, HOUR, MINUTE } from '../../../platform/clock/clock.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Database } from '../../../platform/db/db.ts';
import type { Wake, Worker } from '../../../platform/work/worker.ts';
import { applyEvents } from './apply.server.ts';
import { dueEvents, eventsDue, forgetEvents } from './store.server.ts';

export const MAIL_EVENTS = 'mail-events';

const BATCH = 100;
/** An event may come before we have written down that its mail left. Later than this it is about none of ours. */
const WAITED_FOR_MS = 2 * DAY;

interface Options {
  db: Database;
  clock: Clock;
  seal: Seal;
  wake?: Wake;
}

/** Puts what providers told where it belongs: on the message, the timeline, and the suppression list. */
export function createMailEventsWorker({ db, clock, seal, wake }: Options): Worker {
  return {
    kind: MAIL_EVENTS,
    pending: () => eventsDue(db.read),
    async run(shop) {
      const now = clock.now();
      const events = await dueEvents(db.read, shop, now, BATCH);
      if (events.length > 0) {
        await db.write(
          async (trx) => {
            const unfound = await applyEvents(trx, seal, shop, events, now);
            const waits = unfound.filter(({ received_at }) => received_at + WAITED_FOR_MS > now);
            for (const { id, tries } of waits) {
              await trx
                .updateTable('mail_event')
                .set({ tries: tries + 1, due_at: now + Math.min(MINUTE * 2 ** tries, 6 * HOUR) })
                .where('shop', '=', shop)
                .where('id', '=', id)
                .execute();
            }
            const kept = new Set(waits.map(({ id }) => id));
            const done = events.flatMap(({ id }) => (kept.has(id) ? [] : id));
            await forgetEvents(trx, shop, done);
          },
          { lock: `${MAIL_EVENTS}:${shop}` },
        );
        wake?.('understand', shop, now);
      }
      const [next] = await eventsDue(db.read, shop);
      return next?.at ?? null;
    },
  };
}
