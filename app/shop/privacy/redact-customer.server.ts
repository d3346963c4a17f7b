import { z } from 'zod';
import type { Task, TaskHandler, TaskSlice } from '../../platform/work/tasks/task.ts';
import { TaskRefused } from '../../platform/work/tasks/task.ts';
import type { ComplianceDeps } from './compliance-ports.ts';
import { markErased, personHashes } from './erasure-marks.server.ts';
import type { Person } from './person.ts';
import { forgetFilesAbout } from './requests.server.ts';

const cursorSchema = z.object({
  delivery: z.string(),
  /** 0 marks her, then a sweep each, then the files, then what leads to all that, then the database's own log */
  step: z.number().int(),
  after: z.string().nullable(),
  rows: z.number().int(),
});
type Cursor = z.infer<typeof cursorSchema>;

/** A task begins with the id of its delivery. */
export function readCursor(cursor: string | null): Cursor {
  if (cursor?.startsWith('{')) return cursorSchema.parse(JSON.parse(cursor));
  return { delivery: cursor ?? '', step: 0, after: null, rows: 0 };
}

/** Marks that one write makes: their table is small, but each has a place of its own. */
const MARKS_A_WRITE = 200;

/**
 * Handler of `customers/redact`. First the marks, so that nothing new comes in; then her rows, a few in each transaction,
 * where indexes lead and where tables must be looked through; at last, in one transaction, who she is, and the request's
 * own text. Who is meant is found anew for each slice, so that the task itself never names her; a crash costs one slice.
 */
export function createRedactCustomer(deps: ComplianceDeps): TaskHandler {
  const { db, clock, keepers, findPerson, readRequest, letGo, locks, eraseFiles } = deps;
  const sweeps = keepers.flatMap((keeper) => keeper.sweeps ?? []);

  return async (task) => {
    const at = readCursor(task.cursor);
    if (at.step === sweeps.length + 3) {
      await db.scrub();
      return { cursor: null, doneCount: at.step, ended: true };
    }
    if (!(await isKnown(task.shop))) return letGoOnly(task, at);
    const named = await readRequest(db.read, task.shop, at.delivery);
    if (!named) return unnamed(task, at);
    const person = await findPerson(db.read, task.shop, named);
    if (at.step === 0) return mark(task, at, person);
    if (at.step <= sweeps.length) return look(task, at, person);
    if (at.step === sweeps.length + 1) {
      const files = await eraseFiles(task.shop, person);
      return onwards(task, { ...at, step: at.step + 1, rows: at.rows + files });
    }
    return eraseRest(task, at, person);
  };

  function mark(task: Task, at: Cursor, person: Person): TaskSlice {
    const others = [...person.soft, ...person.orders.map((order) => `order:${order}`)].toSorted();
    const left = others.filter((one) => one > (at.after ?? ''));
    const identities = left.slice(0, MARKS_A_WRITE);
    const more = left.length > identities.length;
    // who she is goes first: from then on nothing new is heard of her
    if (at.after === null) identities.push(...person.hard);
    const after = more ? (left[MARKS_A_WRITE - 1] ?? null) : null;
    return {
      ...onwards(task, { ...at, step: more ? 0 : 1, after }),
      totalCount: sweeps.length + 3,
      // whatever is being applied now is written before, and found by what follows
      lock: locks.listen(task.shop),
      write: (trx) => markErased(trx, task.shop, identities, clock.now()),
    };
  }

  async function look(task: Task, at: Cursor, person: Person): Promise<TaskSlice> {
    const sweep = sweeps[at.step - 1];
    if (!sweep) throw new Error('the task is beyond its last sweep');
    const { ids, next } = await sweep.find(db.read, task.shop, person, at.after);
    const step = next === null ? at.step + 1 : at.step;
    return {
      ...onwards(task, { ...at, step, after: next, rows: at.rows + ids.length }),
      ...(ids.length > 0 && { write: (trx) => sweep.erase(trx, task.shop, ids) }),
    };
  }

  function eraseRest(task: Task, at: Cursor, person: Person): TaskSlice {
    return {
      ...onwards(task, { ...at, step: at.step + 1 }),
      lock: locks.fold(task.shop),
      async write(trx) {
        const now = clock.now();
        const { shop } = task;
        let { rows } = at;
        for (const keeper of keepers) rows += await keeper.erase(trx, shop, person);
        await forgetFilesAbout(trx, shop, await personHashes(trx, shop, person.hard));
        if (person.contacts.length > 0) {
          await trx
            .updateTable('access_entry')
            .set({ contact: null })
            .where('shop', '=', shop)
            .where('contact', 'in', person.contacts)
            .execute();
        }
        await letGo(trx, shop, at.delivery);
        await trx
          .updateTable('privacy_request')
          .set({ state: 'done', done_at: now, rows })
          .where('shop', '=', shop)
          .where('id', '=', task.id)
          .execute();
      },
    };
  }

  /** A request that is done has let its text go; one that never named anybody cannot be done. */
  async function unnamed(task: Task, at: Cursor): Promise<TaskSlice> {
    const request = await db.read
      .selectFrom('privacy_request')
      .select('state')
      .where('shop', '=', task.shop)
      .where('id', '=', task.id)
      .executeTakeFirst();
    if (request?.state !== 'done') throw new TaskRefused('The request names neither a customer nor an address.');
    await db.scrub();
    return { cursor: null, doneCount: at.step, ended: true };
  }

  /** A shop that is not here has nobody to erase, but the request itself names her. */
  function letGoOnly(task: Task, at: Cursor): TaskSlice {
    return { cursor: null, doneCount: 1, ended: true, write: (trx) => letGo(trx, task.shop, at.delivery) };
  }

  async function isKnown(shop: string): Promise<boolean> {
    const row = await db.read.selectFrom('shop').select('shop').where('shop', '=', shop).executeTakeFirst();
    return row !== undefined;
  }
}

const onwards = (task: Task, cursor: Cursor): TaskSlice => ({
  cursor: JSON.stringify(cursor),
  doneCount: cursor.step,
  totalCount: task.totalCount,
  ended: false,
});
