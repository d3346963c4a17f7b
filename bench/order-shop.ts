// One order that comes alone: from its delivery to profile, score, RFM, stage and segments, by the workers that do so in the app.
import { contactPorts } from '../app/contact-ports.server.ts';
import { createCapture } from '../app/listen/inbox/capture.server.ts';
import { createInboxWorker } from '../app/listen/inbox/worker.server.ts';
import { systemClock } from '../app/platform/clock/clock.ts';
import { createSeal } from '../app/platform/crypto/seal.ts';
import type { Database } from '../app/platform/db/db.ts';
import { silentLog } from '../app/platform/log/log.ts';
import type { Worker } from '../app/platform/work/worker.ts';
import { type Planned, type StatementPlan, watched } from '../app/understand/testing/statement-plans.ts';
import { createUnderstanding } from '../app/understanding.server.ts';
import { SHOP } from './app-process.ts';
import { orderPayload } from './order-payload.ts';

export function orderShop(db: Database) {
  const capture = createCapture({ db, clock: systemClock, wake: () => {} });
  const workers = workersOf(db);
  const tell = (id: number) => {
    const at = new Date().toISOString();
    return capture.store({
      shop: SHOP,
      id: `bench-${id}`,
      topic: 'orders/create',
      apiVersion: '2026-10',
      eventId: `event-${id}`,
      triggeredAt: Date.parse(at),
      payload: orderPayload(id, at),
    });
  };
  const hear = async (id: number, by: readonly Worker[]) => {
    await tell(id);
    const started = performance.now();
    await settle(by);
    return performance.now() - started;
  };
  return {
    /** some at once, as when history is read */
    async hearMany(ids: readonly number[]): Promise<void> {
      await Promise.all(ids.map(tell));
      await settle(workers);
    },
    /** @returns milliseconds from the delivery to all that is understood of it */
    hear: (id: number): Promise<number> => hear(id, workers),
    /** how every statement of one order more finds its rows */
    async plansOf(id: number): Promise<(how: Planned) => Promise<StatementPlan[]>> {
      const watching = watched(db);
      await hear(id, workersOf(watching.db));
      return watching.plans;
    },
  };
}

function workersOf(db: Database): Worker[] {
  const common = { db, clock: systemClock, log: silentLog };
  const understanding = createUnderstanding({
    ...common,
    wake: () => {},
    wanted: new Set(),
    ports: contactPorts,
    underPressure: () => false,
    admin: () => {
      throw new Error('Shopify is not asked here');
    },
    seal: createSeal('nobody is asked for consent by this key'),
  });
  const kept = new Set(['understand', 'appraise']);
  return [createInboxWorker(common), ...understanding.workers.filter(({ kind }) => kept.has(kind))];
}

async function settle(workers: readonly Worker[]): Promise<void> {
  for (const worker of workers) {
    for (
      let again = await worker.run(SHOP);
      again !== null && again <= systemClock.now();
      again = await worker.run(SHOP)
    );
  }
}
