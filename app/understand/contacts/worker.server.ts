import { type FactKind, PROGRESS } from '../../listen/facts/fact.ts';
import { shopsWithFacts } from '../../listen/facts/waiting.server.ts';
import { readData } from '../../listen/facts/read-data.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Wake, Worker } from '../../platform/work/worker.ts';
import { refreshRfm } from '../rfm/refresh.server.ts';
import { foldBatch, foldLock } from './fold.server.ts';
import { createFoldSize } from './fold-size.ts';
import type { HeardFact } from './handles.ts';
import type { ContactPorts } from './move.server.ts';
import { shopFrame } from './shop-frame.server.ts';
import { withoutErased } from './without-erased.server.ts';

export interface UnderstandOptions {
  db: Database;
  clock: Clock;
  log: Log;
  /** kinds of facts that start or end something in the wings behind */
  wanted: ReadonlySet<FactKind>;
  ports: ContactPorts;
  /** whether the doors are busy: transactions are then kept shorter, for a commit of the door waits for them */
  underPressure?: () => boolean;
  /** for work that reading history has asked for */
  wake?: Wake;
}

/** Turns heard facts into contacts, a batch of one shop at a time. */
export function createUnderstandWorker({
  db,
  clock,
  log,
  wanted,
  ports,
  underPressure = () => false,
  wake = () => {},
}: UnderstandOptions): Worker {
  const size = createFoldSize(db.dialect);

  return {
    kind: 'understand',
    pending: () => shopsWithFacts(db.read, PROGRESS.heard, clock.now()),
    async run(shop) {
      const frame = await shopFrame(db.read, shop, clock.now());
      if (!frame) {
        await dropFacts(db, shop);
        return null;
      }
      const limit = size.next(underPressure());
      let tookMs = 0;
      const count = await db.write(
        async (trx) => {
          const started = performance.now();
          const done = await foldNext(trx, shop, clock.now(), limit);
          tookMs = performance.now() - started;
          return done;
        },
        { lock: foldLock(shop) },
      );
      size.took(tookMs, count);
      if (count === limit) return clock.now();
      if (count > 0) log.debug({ shop, facts: count, ms: Math.round(tookMs) }, 'facts understood');
      // first cut-points, or new ones after history was read: only when all that is heard is understood
      const now = await shopFrame(db.read, shop, clock.now());
      if (now && now.rfmDay === null && (await refreshRfm({ db, clock }, shop))) wake('tasks', shop, clock.now());
      return null;
    },
  };

  async function foldNext(trx: Trx, shop: string, now: number, limit: number): Promise<number> {
    const frame = await shopFrame(trx, shop, now);
    if (!frame) return 0;
    const heard = await heardFacts(trx, shop, limit, db.dialect);
    if (heard.length === 0) return 0;
    const facts = await withoutErased(trx, shop, heard);
    if (facts.length === 0) return heard.length;
    const { lacksCuts } = await foldBatch(trx, frame, facts, { wanted, ports });
    const history = facts.some((fact) => fact.data.history);
    if (frame.rfmDay !== null && (lacksCuts || history)) {
      await trx.updateTable('shop').set({ rfm_day: null }).where('shop', '=', shop).execute();
    }
    return heard.length;
  }
}

/** Held on PostgreSQL until they are folded: a listener that corrects one of them meanwhile comes after, and is seen. */
async function heardFacts(trx: Trx, shop: string, limit: number, dialect: Database['dialect']): Promise<HeardFact[]> {
  const rows = await trx
    .selectFrom('fact')
    .select(['id', 'kind', 'occurred_at', 'identity', 'verified', 'subject', 'amount', 'data', 'contact'])
    .where('progress', '=', 0)
    .where('shop', '=', shop)
    .limit(limit)
    .$if(dialect === 'postgres', (query) => query.forUpdate())
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as FactKind,
    occurredAt: row.occurred_at,
    identity: row.identity,
    verified: row.verified === 1,
    subject: row.subject,
    amount: row.amount,
    data: readData(row.data),
    contact: row.contact,
  }));
}

/** Facts of a shop that is gone: nobody will ask for them. */
async function dropFacts(db: Database, shop: string): Promise<void> {
  await db.write((trx) => trx.deleteFrom('fact').where('shop', '=', shop).where('progress', '=', 0).execute(), {
    lock: foldLock(shop),
  });
}
