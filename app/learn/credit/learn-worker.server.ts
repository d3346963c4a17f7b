import { type FactKind, PROGRESS } from '../../listen/facts/fact.ts';
import { shopsWithFacts } from '../../listen/facts/waiting.server.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Worker } from '../../platform/work/worker.ts';
import { readSettings } from '../../shop/settings/settings-service.server.ts';
import { recomputeCredit } from './recompute.server.ts';
import { touchedOrders } from './touched.server.ts';

const LEARN = 'learn';

const BATCH = 200;

/** Kinds that may change what an order is counted for. */
export const LEARN_KINDS: ReadonlySet<FactKind> = new Set<FactKind>([
  'message.clicked',
  'order.placed',
  'order.changed',
  'order.cancelled',
  'order.refunded',
]);

/** Takes decided facts and brings the credit of the orders they touch up to date. */
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
            .select(['id', 'kind', 'subject', 'contact', 'occurred_at'])
            .where('progress', '=', PROGRESS.decided)
            .where('shop', '=', shop)
            .limit(BATCH)
            .execute();
          if (facts.length === 0) return 0;
          const relevant = facts.filter((fact) => LEARN_KINDS.has(fact.kind as FactKind));
          if (relevant.length > 0) {
            const { credit } = await readSettings(trx, shop);
            const orders = await touchedOrders(trx, shop, relevant, credit.windowDays);
            await recomputeCredit(trx, shop, orders, credit.windowDays, now);
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
