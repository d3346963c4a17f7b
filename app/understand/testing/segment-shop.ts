// A shop whose segments are kept: facts are heard, understood and appraised, tasks are done, until nothing is left.
import type { FactKind, NewFact } from '../../listen/facts/fact.ts';
import type { Database } from '../../platform/db/db.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { createAppraiseWorker } from '../appraisal/worker.server.ts';
import { createTestShop } from './shop.ts';
import { segmentsAppraiser } from '../segments/appraiser.server.ts';
import { BUILD_TASK } from '../segments/build.ts';
import { createSegmentHandler } from '../segments/build-task.server.ts';
import { createSegmentChecksWorker } from '../segments/checks-worker.server.ts';
import { segmentsMerged } from '../segments/merged.server.ts';
import { createSegmentsService } from '../segments/service.server.ts';

export async function createSegmentShop(db: Database, name = 's.myshopify.com') {
  const base = await createTestShop(db, name, new Set(), { merged: segmentsMerged });
  const { shop, clock } = base;
  const service = createSegmentsService({ db, clock, wake: () => {} });
  const appraise = createAppraiseWorker({ db, clock, appraisers: [segmentsAppraiser] });
  const checks = createSegmentChecksWorker({ db, clock, wake: () => {} });
  const tasks = createTasksWorker({
    db,
    clock,
    log: silentLog,
    handlers: { [BUILD_TASK]: createSegmentHandler({ db, clock, slices: { contacts: 2, rows: 2 } }) },
  });
  const until = async (run: (shop: string) => Promise<number | null>) => {
    for (let again = await run(shop); again !== null && again <= clock.now(); again = await run(shop));
  };

  return {
    ...base,
    service,
    tasks,
    appraise: () => until(appraise.run),
    /** says that something of a contact has changed */
    async touch(contact: string, changes: readonly Change[]) {
      await db.write((trx) => markForAppraisal(trx, shop, new Map([[contact, new Set(changes)]]), clock.now()));
      await until(appraise.run);
    },
    async settle() {
      await base.understand();
      await until(tasks.run);
      await until(checks.run);
      await until(appraise.run);
    },
    /** the addresses of a segment's members, or the ids of who has none */
    async members(id: string): Promise<string[]> {
      const { rows } = await service.members(shop, id, { limit: 1000 });
      return rows.map((row) => row.email ?? row.id).toSorted();
    },
    async decisions(): Promise<string[]> {
      const rows = await db.read
        .selectFrom('decision')
        .leftJoin('contact', (join) =>
          join.onRef('contact.shop', '=', 'decision.shop').onRef('contact.id', '=', 'decision.contact'),
        )
        .select(['decision.kind', 'email', 'decision.at'])
        .where('decision.shop', '=', shop)
        .where('decision.kind', 'in', ['segment.joined', 'segment.left'])
        .orderBy('decision.at')
        .orderBy('email')
        .execute();
      return rows.map(({ kind, email }) => `${email} ${kind.slice('segment.'.length)}`);
    },
  };
}

let count = 0;

/** A fact of somebody with an address. */
export function factOf(who: string, kind: FactKind, occurredAt: number, more: Partial<NewFact> = {}): NewFact {
  return { id: `t:${count++}`, kind, occurredAt, identity: `email:${who}@x.test`, verified: true, ...more };
}
