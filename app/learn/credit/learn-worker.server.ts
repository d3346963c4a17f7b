import { type FactData, type FactKind, PROGRESS } from '../../listen/facts/fact.ts';
import { OTHER_CONVERSIONS } from '../../decide/campaigns/conversion.ts';
import { shopsWithFacts } from '../../listen/facts/waiting.server.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Worker } from '../../platform/work/worker.ts';
import { readSettings } from '../../shop/settings/settings-service.server.ts';
import { leftBy } from '../tallies/reactions.server.ts';
import { retally } from '../tallies/retally.server.ts';
import { recomputeCredit } from './recompute.server.ts';
import { messagesThatMayHaveAsked, touchedOrders } from './touched.server.ts';

const LEARN = 'learn';

const BATCH = 200;

/** Kinds that may change what an order is counted for, or a number of a report. */
export const LEARN_KINDS: ReadonlySet<FactKind> = new Set<FactKind>([
  'message.submitted',
  'message.delivered',
  'message.bounced',
  'message.complained',
  'message.opened',
  'message.loaded',
  'message.scanned',
  'message.clicked',
  'consent.changed',
  'order.placed',
  'order.changed',
  'order.cancelled',
  'order.refunded',
  'order.deleted',
  ...OTHER_CONVERSIONS,
]);

/** Takes decided facts and brings up to date the credit of the orders they touch, and the numbers of reports. */
export function createLearnWorker({ db, clock }: { db: Database; clock: Clock }): Worker {
  return {
    kind: LEARN,
    pending: () => shopsWithFacts(db.read, PROGRESS.decided, clock.now()),
    async run(shop) {
      const now = clock.now();
      const taken = await db.write(
        async (trx) => {
          const facts = await trx
            .selectFrom('fact')
            .select(['id', 'kind', 'subject', 'contact', 'occurred_at', 'data'])
            .where('progress', '=', PROGRESS.decided)
            .where('shop', '=', shop)
            .limit(BATCH)
            .execute();
          if (facts.length === 0) return 0;
          const relevant = facts.filter((fact) => LEARN_KINDS.has(fact.kind as FactKind));
          if (relevant.length > 0) {
            const { credit } = await readSettings(trx, shop);
            const orders = await touchedOrders(trx, shop, relevant, credit.windowDays);
            const credited = await recomputeCredit(trx, shop, orders, credit.windowDays, now);
            const asked = await messagesThatMayHaveAsked(trx, shop, relevant, credit.windowDays);
            await retally(trx, shop, { messages: [...credited, ...asked, ...relevant.flatMap(messageOf)], orders });
          }
          await trx
            .updateTable('fact')
            .set({ progress: PROGRESS.learned })
            .where('shop', '=', shop)
            .where(
              'id',
              'in',
              facts.map((fact) => fact.id),
            )
            .where('progress', '=', PROGRESS.decided)
            .execute();
          return facts.length;
        },
        // credit belongs to contacts: not while these are being merged
        { lock: `fold:${shop}` },
      );
      return taken === BATCH ? now : null;
    },
  };
}

/** The message whose numbers a fact may change. */
function messageOf({ kind, subject, data }: { kind: string; subject: string | null; data: string }): string[] {
  if (kind.startsWith('message.')) return subject === null ? [] : [subject];
  const message = kind === 'consent.changed' ? leftBy(JSON.parse(data) as FactData) : null;
  return message === null ? [] : [message];
}
