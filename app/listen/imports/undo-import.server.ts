import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { TaskRefused, type TaskHandler } from '../../platform/work/tasks/task.ts';
import type { FactKind } from '../facts/fact.ts';
import { changeImport, findImport, importOfTask } from './import-rows.server.ts';
import { importSource } from './imported-contact.ts';
import type { SuppressionPort } from './import-contacts.server.ts';

/** Deletes facts, and with them the contacts that nothing else has told of; the others are as if these had not been. */
export type Withdraw = (trx: Trx, shop: string, source: string, facts: readonly string[]) => Promise<void>;

interface Options {
  db: Database;
  clock: Clock;
  withdraw: Withdraw;
  suppression: SuppressionPort;
  /** the lock under which contacts are written */
  lock: (shop: string) => string;
}

const SLICE = 200;
const KINDS = ['contact.imported', 'consent.changed'] as const satisfies readonly FactKind[];

/** Takes an import back, some people at a time. What a person did since, and what others told of her, stays. */
export function createUndoHandler({ db, clock, withdraw, suppression, lock }: Options): TaskHandler {
  return async (task) => {
    const { shop } = task;
    const row = await findImport(db.read, shop, importOfTask(task.id));
    if (!row) throw new TaskRefused('There is no such import any more.');
    const source = importSource(row.id);
    const facts = await db.read
      .selectFrom('fact')
      .select('id')
      .where('shop', '=', shop)
      .where('kind', 'in', KINDS)
      .where('subject', '=', row.id)
      .limit(SLICE)
      .execute();
    const ids = facts.map((fact) => fact.id);
    const ended = ids.length < SLICE;
    return {
      cursor: null,
      doneCount: task.doneCount + ids.length,
      totalCount: Math.max(task.doneCount + ids.length, row.summary.added + row.summary.known),
      ended,
      lock: lock(shop),
      async write(trx) {
        await withdraw(trx, shop, source, ids);
        if (!ended) return;
        await suppression.remove(trx, shop, source);
        await changeImport(trx, shop, row.id, { state: 'undone', endedAt: clock.now() });
      },
    };
  };
}
