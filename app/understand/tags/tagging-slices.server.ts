// The work on a tag for many, some contacts at a time: giving it, taking it, and undoing either.
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Reader, Trx } from '../../platform/db/db.ts';
import type { Task, TaskHandler, TaskSlice } from '../../platform/work/tasks/task.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { matchingAmong } from '../contacts/list.server.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import { nextContacts } from '../scoring/next-contacts.server.ts';
import { giveTags, takeTags, tagsChanged, type TagChange } from './give.server.ts';
import { readTagging, sourceOf, type Tagging } from './tagging.ts';
import { giveBack, keepTaken } from './taken.server.ts';

const CONTACTS_A_SLICE = 250;

interface Deps {
  db: Database;
  clock: Clock;
}

export function createTaggingHandler({ db, clock }: Deps): TaskHandler {
  return async (task) => {
    const tagging = readTagging(task.cursor);
    return tagging.undo ? undoSlice(task, tagging, clock) : deedSlice(task, tagging, { db, clock });
  };
}

async function deedSlice(task: Task, tagging: Tagging, { db, clock }: Deps): Promise<TaskSlice> {
  const { shop } = task;
  const { scope, tag, deed, after } = tagging;
  const ticked = scope && 'contacts' in scope ? scope.contacts : null;
  const page =
    ticked ??
    (deed === 'give'
      ? await nextContacts(db, shop, after, CONTACTS_A_SLICE)
      : await holdersAfter(db.read, shop, tag, { after, limit: CONTACTS_A_SLICE }));
  const ended = scope === null || ticked !== null || page.length < CONTACTS_A_SLICE;
  const slice = sliceOf(task, page.length, ended);
  slice.write = async (trx) => {
    const now = clock.now();
    const frame = await shopFrame(trx, shop, now);
    const asked = scope && !('contacts' in scope) ? scope : {};
    const chosen = frame ? await matchingAmong(trx, shop, page, asked, frame) : [];
    const some = chosen.map((contact) => ({ contact, tag }));
    const changed = await (deed === 'give' ? give : take)(trx, task, some, now);
    await tagsChanged(trx, shop, changed, now);
    slice.cursor = JSON.stringify({
      ...tagging,
      scope: ended ? null : scope,
      after: page.at(-1) ?? after,
      changed: tagging.changed + changed.length,
    } satisfies Tagging);
  };
  return slice;
}

const give = (trx: Trx, { shop, id }: Task, some: readonly TagChange[], now: number): Promise<TagChange[]> =>
  giveTags(trx, shop, some, sourceOf(id), now);

async function take(trx: Trx, { shop, id }: Task, some: readonly TagChange[], now: number): Promise<TagChange[]> {
  const taken = await takeTags(trx, shop, some);
  await keepTaken(trx, shop, id, taken, now);
  return taken;
}

async function undoSlice(task: Task, tagging: Tagging, clock: Clock): Promise<TaskSlice> {
  const { shop } = task;
  const slice = sliceOf(task, 0, false);
  slice.write = async (trx) => {
    const { looked, changed } = await (tagging.deed === 'give' ? takeBack : giveBackTo)(trx, task);
    await tagsChanged(trx, shop, changed, clock.now());
    slice.ended = looked < CONTACTS_A_SLICE;
    slice.doneCount = task.doneCount + looked;
    slice.cursor = JSON.stringify({ ...tagging, changed: tagging.changed + changed.length } satisfies Tagging);
  };
  return slice;
}

/** Of those who have it by the task still. */
async function takeBack(trx: Trx, { shop, id }: Task) {
  const rows = await trx
    .selectFrom('contact_tag')
    .select(['contact', 'tag'])
    .where('shop', '=', shop)
    .where('source', '=', sourceOf(id))
    .limit(CONTACTS_A_SLICE)
    .execute();
  return { looked: rows.length, changed: await takeTags(trx, shop, rows) };
}

async function giveBackTo(trx: Trx, { shop, id }: Task) {
  const { looked, given } = await giveBack(trx, shop, id, CONTACTS_A_SLICE);
  return { looked, changed: given };
}

const sliceOf = (task: Task, count: number, ended: boolean): TaskSlice => ({
  lock: foldLock(task.shop),
  cursor: task.cursor,
  doneCount: task.doneCount + count,
  ended,
});

/** Whoever has a tag, in the order of their ids, after one: nobody else can lose it. */
export async function holdersAfter(
  reader: Reader,
  shop: string,
  tag: string,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const rows = await reader
    .selectFrom('contact_tag')
    .select('contact')
    .where('shop', '=', shop)
    .where('tag', '=', tag)
    .where('contact', '>', after)
    .orderBy('contact')
    .limit(limit)
    .execute();
  return rows.map(({ contact }) => contact);
}
