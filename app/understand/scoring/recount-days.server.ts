// In another zone days begin at other instants, so what counts once a day is counted anew, contact by contact.
import type { Clock } from '../../platform/clock/clock.ts';
import { dayCounter } from '../../platform/clock/day-counter.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Task, TaskSlice } from '../../platform/work/tasks/task.ts';
import { readSettings } from '../../shop/settings/settings-service.server.ts';
import { replaceLedgers, scoresOf } from './ledger.server.ts';
import { nextContacts } from './next-contacts.server.ts';
import { ledgerOf } from './rules.ts';
import { scoredFactsOf } from './scored-facts.server.ts';

/** the cursor: `days:` and the last contact */
export const DAYS = 'days:';

/** with some ten facts each, on pages of their own in a large shop */
const CONTACTS_A_SLICE = 25;

/** Makes the ledgers of some contacts anew from their facts. Done again it ends in the same rows. */
export async function recountDays(
  { db, clock }: { db: Database; clock: Clock },
  { shop, cursor, doneCount, totalCount }: Task,
): Promise<TaskSlice> {
  const after = cursor?.slice(DAYS.length) ?? '';
  const ids = await nextContacts(db, shop, after, CONTACTS_A_SLICE);
  return {
    lock: `fold:${shop}`,
    write: (trx) => remakeLedgers(trx, shop, ids, clock.now()),
    cursor: DAYS + (ids.at(-1) ?? after),
    doneCount: doneCount + ids.length,
    totalCount,
    ended: ids.length < CONTACTS_A_SLICE,
  };
}

async function remakeLedgers(trx: Trx, shop: string, page: readonly string[], now: number): Promise<void> {
  if (page.length === 0) return;
  // one that was merged into another since it was read has no ledger of its own
  const rows = await trx
    .selectFrom('contact')
    .select(['id', 'score'])
    .where('shop', '=', shop)
    .where('id', 'in', page)
    .execute();
  const contacts = rows.map(({ id }) => id);
  if (contacts.length === 0) return;
  const row = await trx.selectFrom('shop').select('timezone').where('shop', '=', shop).executeTakeFirstOrThrow();
  const { scoring } = await readSettings(trx, shop);
  const calendar = dayCounter(row.timezone);
  const day = (instant: number) => calendar.name(calendar.day(instant));
  const facts = await scoredFactsOf(trx, shop, contacts);
  const entries = [...facts].flatMap(([contact, list]) => ledgerOf(contact, list, day, scoring.points));
  await replaceLedgers(trx, shop, contacts, entries);
  const scores = await scoresOf(trx, shop, contacts);
  for (const { id, score: before } of rows) {
    const score = scores.get(id) ?? 0;
    if (score === before) continue;
    await trx
      .updateTable('contact')
      .set({ score, updated_at: now })
      .where('shop', '=', shop)
      .where('id', '=', id)
      .execute();
  }
}
