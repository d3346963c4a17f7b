import type { Clock } from '../clock/clock.ts';
import type { Database } from '../db/db.ts';
import type { Log } from '../log/log.ts';
import type { Wake, Worker } from './worker.ts';

/** Processes that work off rows. What one that is gone still holds under a lease need not wait for the lease's end. */
export interface Processes {
  /** names this process in its leases */
  readonly id: string;
  /** from now on this process may hold something */
  begin(): Promise<void>;
  /** those that have begun and not ended: some of them may be gone */
  others(): Promise<string[]>;
  /** Frees what a process holds that is gone. Safe to repeat, and harmless to one that lives: its writes say whose lease they need. */
  giveBack(id: string): Promise<void>;
  /** this process holds nothing any more */
  end(): Promise<void>;
}

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  id: string;
  workers: () => readonly Pick<Worker, 'kind' | 'giveBack'>[];
  wake: Wake;
}

export function createProcesses({ db, clock, log, id, workers, wake }: Options): Processes {
  const forget = (which: string) => db.write((trx) => trx.deleteFrom('work_process').where('id', '=', which).execute());

  return {
    id,
    async begin() {
      const row = { id, started_at: clock.now() };
      await db.write((trx) =>
        trx
          .insertInto('work_process')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute(),
      );
    },
    async others() {
      const rows = await db.read.selectFrom('work_process').select('id').where('id', '<>', id).execute();
      return rows.map((row) => row.id);
    },
    async giveBack(gone) {
      let freed = 0;
      for (const { kind, giveBack } of workers()) {
        for (const shop of (await giveBack?.(gone)) ?? []) {
          freed++;
          wake(kind, shop, clock.now());
        }
      }
      await forget(gone);
      log.warn({ process: gone, freed }, 'what a process held that is gone was given back');
    },
    async end() {
      await forget(id);
    },
  };
}
