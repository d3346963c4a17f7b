import { z } from 'zod';
import type { Task, TaskHandler, TaskSlice } from '../../platform/work/tasks/task.ts';
import { TaskRefused } from '../../platform/work/tasks/task.ts';
import { DAY } from '../../platform/clock/clock.ts';
import type { ComplianceDeps } from './compliance-ports.ts';
import { personHashes } from './erasure-marks.server.ts';
import { forgetParts, keepPart } from './person-parts.server.ts';
import type { Named, Person } from './person.ts';

/** How long the merchant can download what was gathered. */
const FILE_KEPT = 30 * DAY;

/** What the file holds: rows by the name of what they are. Those that are many are in parts beside it. */
export interface PersonFile {
  shop: string;
  gatheredAt: number;
  about: { customer: string | null; email: string | null; phone: string | null };
  data: Record<string, unknown[]>;
}

const cursorSchema = z.object({
  delivery: z.string(),
  /** which of what is told in pages; the rest comes behind them */
  step: z.number().int(),
  after: z.string().nullable(),
  parts: z.number().int(),
  rows: z.number().int(),
});
type Cursor = z.infer<typeof cursorSchema>;

/** A task begins with the id of its delivery. */
function readCursor(cursor: string | null): Cursor {
  if (cursor?.startsWith('{')) return cursorSchema.parse(JSON.parse(cursor));
  return { delivery: cursor ?? '', step: 0, after: null, parts: 0, rows: 0 };
}

/**
 * Handler of `customers/data_request`: everything that is known of the person, sealed until the merchant asks for it. What
 * may be much goes page by page, so that nobody waits for it and it is never held as a whole. Who is meant is found anew
 * for each slice, so that the task itself never names her.
 */
export function createGatherPerson(deps: ComplianceDeps): TaskHandler {
  const { db, clock, seal, keepers, findPerson, readRequest, letGo } = deps;
  const pages = keepers.flatMap((keeper) => keeper.pages ?? []);

  return async (task) => {
    const at = readCursor(task.cursor);
    const named = await readRequest(db.read, task.shop, at.delivery);
    if (!named) throw new TaskRefused('The request names neither a customer nor an address.');
    const person = await findPerson(db.read, task.shop, named);
    return pages[at.step] ? onePage(task, at, person) : theRest(task, at, person, named);
  };

  async function onePage({ shop, id }: Task, at: Cursor, person: Person): Promise<TaskSlice> {
    const one = pages[at.step];
    const { rows, next } = (await one?.page(db.read, shop, person, at.after)) ?? { rows: [], next: null };
    const sealed = seal.seal(JSON.stringify(rows));
    const further: Cursor = {
      ...at,
      step: next === null ? at.step + 1 : at.step,
      after: next,
      parts: at.parts + 1,
      rows: at.rows + rows.length,
    };
    return {
      cursor: JSON.stringify(further),
      doneCount: further.parts,
      ended: false,
      async write(trx) {
        if (at.parts === 0) {
          await forgetParts(trx, shop, [id]);
          // from now on it is known whom these are about, should she be erased before all is gathered
          const people = JSON.stringify(await personHashes(trx, shop, person.hard));
          await trx
            .updateTable('privacy_request')
            .set({ people })
            .where('shop', '=', shop)
            .where('id', '=', id)
            .execute();
        }
        if (rows.length > 0) {
          await keepPart(trx, shop, id, { part: at.parts, name: one?.name ?? '', rows: rows.length, file: sealed });
        }
      },
    };
  }

  async function theRest({ shop, id }: Task, at: Cursor, person: Person, named: Named): Promise<TaskSlice> {
    const data: Record<string, unknown[]> = {};
    for (const keeper of keepers) Object.assign(data, await keeper.collect(db.read, shop, person));
    const now = clock.now();
    const { customer, email, phone } = named;
    const file: PersonFile = { shop, gatheredAt: now, about: { customer, email, phone }, data };
    const sealed = seal.seal(JSON.stringify(file));
    const rows = at.rows + Object.values(data).reduce((sum, list) => sum + list.length, 0);
    return {
      cursor: null,
      doneCount: at.parts + 1,
      totalCount: at.parts + 1,
      ended: true,
      async write(trx) {
        const people = JSON.stringify(await personHashes(trx, shop, person.hard));
        await trx
          .updateTable('privacy_request')
          .set({ state: 'done', done_at: now, rows, people, file: sealed, file_expires_at: now + FILE_KEPT })
          .where('shop', '=', shop)
          .where('id', '=', id)
          .execute();
        await letGo(trx, shop, at.delivery);
      },
    };
  }
}
