import type { FactKind } from '../../listen/facts/fact.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Worker } from '../../platform/work/worker.ts';
import { refreshRfm } from '../rfm/refresh.server.ts';
import { foldBatch, foldLock, readData } from './fold.server.ts';
import type { HeardFact } from './handles.ts';
import type { ContactPorts } from './move.server.ts';
import { shopFrame } from './shop-frame.server.ts';

export interface UnderstandOptions {
  db: Database;
  clock: Clock;
  log: Log;
  /** kinds of facts that start or end something in the wings behind */
  wanted: ReadonlySet<FactKind>;
  ports: ContactPorts;
}

const LEAST = 25;
const MOST = 500;

/**
 * How long a transaction may take before batches shrink. SQLite works inside the process, where the doors wait for it;
 * on PostgreSQL only the shop's own fold does, and a round trip costs more than a row.
 */
const AIM_MS = { sqlite: 10, postgres: 60 };

/** Turns heard facts into contacts, a batch of one shop at a time. */
export function createUnderstandWorker({ db, clock, log, wanted, ports }: UnderstandOptions): Worker {
  const aim = AIM_MS[db.dialect];
  let size = 100;

  return {
    kind: 'understand',
    async pending() {
      const rows = await db.read.selectFrom('fact').select('shop').distinct().where('progress', '=', 0).execute();
      return rows.map(({ shop }) => ({ shop, at: clock.now() }));
    },
    async run(shop) {
      const frame = await shopFrame(db.read, shop, clock.now());
      if (!frame) {
        await dropFacts(db, shop);
        return null;
      }
      let tookMs = 0;
      const count = await db.write(
        async (trx) => {
          const started = performance.now();
          const done = await foldNext(trx, shop, clock.now(), size);
          tookMs = performance.now() - started;
          return done;
        },
        { lock: foldLock(shop) },
      );
      if (count === size) {
        const step = tookMs > 0 ? aim / tookMs : 2;
        size = Math.round(Math.min(MOST, Math.max(LEAST, size * Math.min(1.5, Math.max(0.5, step)))));
        return clock.now();
      }
      if (count > 0) log.debug({ shop, facts: count, ms: Math.round(tookMs) }, 'facts understood');
      // first cut-points, or new ones after history was read: only when all that is heard is understood
      const now = await shopFrame(db.read, shop, clock.now());
      if (now && now.rfmDay === null) await refreshRfm({ db, clock }, shop);
      return null;
    },
  };

  async function foldNext(trx: Trx, shop: string, now: number, limit: number): Promise<number> {
    const frame = await shopFrame(trx, shop, now);
    if (!frame) return 0;
    const facts = await heardFacts(trx, shop, limit);
    if (facts.length === 0) return 0;
    const { lacksCuts } = await foldBatch(trx, frame, facts, { wanted, ports });
    const history = facts.some((fact) => fact.data.history);
    if (frame.rfmDay !== null && (lacksCuts || history)) {
      await trx.updateTable('shop').set({ rfm_day: null }).where('shop', '=', shop).execute();
    }
    return facts.length;
  }
}

async function heardFacts(trx: Trx, shop: string, limit: number): Promise<HeardFact[]> {
  const rows = await trx
    .selectFrom('fact')
    .select(['id', 'kind', 'occurred_at', 'identity', 'verified', 'subject', 'data'])
    .where('progress', '=', 0)
    .where('shop', '=', shop)
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as FactKind,
    occurredAt: row.occurred_at,
    identity: row.identity,
    verified: row.verified === 1,
    subject: row.subject,
    data: readData(row.data),
  }));
}

/** Facts of a shop that is gone: nobody will ask for them. */
async function dropFacts(db: Database, shop: string): Promise<void> {
  await db.write((trx) => trx.deleteFrom('fact').where('shop', '=', shop).where('progress', '=', 0).execute(), {
    lock: foldLock(shop),
  });
}
