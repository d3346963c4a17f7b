// Scores are counted anew when a merchant changes what earns how many points (first the entries, then the contacts), and
// when the shop moves to another zone.
import { sql } from 'kysely';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { Task, TaskHandler, TaskSlice } from '../../platform/work/tasks/task.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { readSettings } from '../../shop/settings/settings-service.server.ts';
import { nextContacts } from './next-contacts.server.ts';
import { DAYS, recountDays } from './recount-days.server.ts';
import { pointsOf, SCORE_RULES } from './rules.ts';

export const SCORING_TASK = 'scoring';

const ENTRIES_A_SLICE = 5000;
const CONTACTS_A_SLICE = 1000;
/** the cursor: `entries:` and the last entry, then `contacts:` and the last contact */
const CONTACTS = 'contacts:';
const ENTRIES = 'entries:';

export type Rescore = (shop: string) => Promise<void>;

/** Asks for it. Each set of points has a task: one that is under way has begun with others. */
export function createRescore({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }): Rescore {
  return async (shop) => {
    const now = clock.now();
    await db.write(async (trx) => {
      const { scoring } = await readSettings(trx, shop);
      const id = `${SCORING_TASK}:${stableId(JSON.stringify(scoring))}`;
      await queueTask(trx, shop, { id, kind: SCORING_TASK, dueAt: now }, { again: true });
    });
    wake('tasks', shop, now);
  };
}

/** Each move is a task of its own: one that is under way has begun with the days of another zone. */
export async function queueDayRecount(trx: Trx, shop: string, now: number): Promise<void> {
  const id = `${SCORING_TASK}:days:${now}`;
  const { count } = await trx
    .selectFrom('contact')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('shop', '=', shop)
    .executeTakeFirstOrThrow();
  await queueTask(trx, shop, { id, kind: SCORING_TASK, cursor: DAYS, dueAt: now, totalCount: Number(count) });
}

export function createScoringHandler({ db, clock }: { db: Database; clock: Clock }): TaskHandler {
  return (task) => {
    if (task.cursor?.startsWith(DAYS)) return recountDays({ db, clock }, task);
    return task.cursor?.startsWith(CONTACTS) ? contactsSlice(db, task, clock.now()) : entriesSlice(db, task);
  };
}

async function entriesSlice(db: Database, { shop, cursor, doneCount }: Task): Promise<TaskSlice> {
  const after = cursor?.slice(ENTRIES.length) ?? '';
  const last = await db.read
    .selectFrom('score_entry')
    .select('id')
    .where('shop', '=', shop)
    .where('id', '>', after)
    .orderBy('id')
    .offset(ENTRIES_A_SLICE - 1)
    .limit(1)
    .executeTakeFirst();
  return {
    lock: `fold:${shop}`,
    write: (trx) => rewriteEntries(trx, shop, after, last?.id ?? null),
    cursor: last ? ENTRIES + last.id : CONTACTS,
    doneCount,
    ended: false,
  };
}

async function rewriteEntries(trx: Trx, shop: string, after: string, until: string | null): Promise<void> {
  const { scoring } = await readSettings(trx, shop);
  const cases = [...new Set(SCORE_RULES.map(({ rule }) => rule))].map(
    (rule) => sql`when ${rule} then cast(${pointsOf(rule, scoring.points)} as integer)`,
  );
  const points = sql<number>`case rule ${sql.join(cases, sql` `)} else points end`;
  let update = trx.updateTable('score_entry').set({ points }).where('shop', '=', shop).where('id', '>', after);
  if (until !== null) update = update.where('id', '<=', until);
  await update.execute();
}

async function contactsSlice(db: Database, { shop, cursor, doneCount }: Task, now: number): Promise<TaskSlice> {
  const after = cursor?.slice(CONTACTS.length) ?? '';
  const page = await nextContacts(db, shop, after, CONTACTS_A_SLICE);
  const last = page.at(-1);
  return {
    lock: `fold:${shop}`,
    async write(trx) {
      if (last === undefined) return;
      const sum = sql<number>`coalesce((select sum(points) from score_entry
        where score_entry.shop = contact.shop and score_entry.contact = contact.id), 0)`;
      await trx
        .updateTable('contact')
        .set({ score: sum, updated_at: now })
        .where('shop', '=', shop)
        .where('id', '>', after)
        .where('id', '<=', last)
        .where('score', '<>', sum)
        .execute();
    },
    cursor: CONTACTS + (last ?? after),
    doneCount: doneCount + page.length,
    ended: page.length < CONTACTS_A_SLICE,
  };
}
