import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import { TaskRefused } from '../../platform/work/tasks/task.ts';
import { DAY } from '../../platform/clock/clock.ts';
import type { ComplianceDeps } from './compliance-ports.ts';
import { personHashes } from './erasure-marks.server.ts';
import { readCursor } from './redact-customer.server.ts';

/** How long the merchant can download what was gathered. */
const FILE_KEPT = 30 * DAY;

/** What the file holds: rows by the name of what they are. */
export interface PersonFile {
  shop: string;
  gatheredAt: number;
  about: { customer: string | null; email: string | null; phone: string | null };
  data: Record<string, unknown[]>;
}

/** Handler of `customers/data_request`: everything that is known of the person, sealed until the merchant asks for it. */
export function createGatherPerson(deps: ComplianceDeps): TaskHandler {
  const { db, clock, seal, keepers, findPerson, readRequest, letGo } = deps;
  return async ({ shop, id, cursor }) => {
    const { delivery } = readCursor(cursor);
    const named = await readRequest(db.read, shop, delivery);
    if (!named) throw new TaskRefused('The request names neither a customer nor an address.');
    const person = await findPerson(db.read, shop, named);
    const data: Record<string, unknown[]> = {};
    for (const keeper of keepers) Object.assign(data, await keeper.collect(db.read, shop, person));
    const now = clock.now();
    const { customer, email, phone } = named;
    const file: PersonFile = { shop, gatheredAt: now, about: { customer, email, phone }, data };
    const sealed = seal.seal(JSON.stringify(file));
    const rows = Object.values(data).reduce((sum, list) => sum + list.length, 0);
    return {
      cursor: null,
      doneCount: 1,
      totalCount: 1,
      ended: true,
      async write(trx) {
        const people = JSON.stringify(await personHashes(trx, shop, person.hard));
        await trx
          .updateTable('privacy_request')
          .set({ state: 'done', done_at: now, rows, people, file: sealed, file_expires_at: now + FILE_KEPT })
          .where('shop', '=', shop)
          .where('id', '=', id)
          .execute();
        await letGo(trx, shop, delivery);
      },
    };
  };
}
