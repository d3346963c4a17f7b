// A tag given to many contacts at once, some at a time, and taken from them again when the merchant thinks better of it.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Clock, HOUR } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { Task, TaskHandler, TaskSlice } from '../../platform/work/tasks/task.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { conditionSchema } from '../conditions/condition.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { countContacts, matchingAmong } from '../contacts/list.server.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import { nextContacts } from '../scoring/next-contacts.server.ts';
import { giveTags, takeTags, tagsChanged } from './give.server.ts';

export const TAGGING_TASK = 'tagging';

const CONTACTS_A_SLICE = 250;
/** For so long after its end it is shown, and may be taken back. */
const SHOWN_MS = HOUR;

/** Those who were ticked, or everybody whom the list shows. */
const scopeSchema = z.union([
  z.object({ contacts: z.array(z.string()) }),
  z.object({ search: z.string(), condition: conditionSchema }),
]);
export type TaggingScope = z.infer<typeof scopeSchema>;

/** What the task is and how far it has come. Whom it is for is forgotten at its end: a search may be a name. */
const cursorSchema = z.object({
  tag: z.string(),
  scope: scopeSchema.nullable(),
  after: z.string(),
  changed: z.number(),
  undo: z.boolean(),
});
type Tagging = z.infer<typeof cursorSchema>;

/** A task is named for its tags' source. */
const sourceOf = (task: string) => `bulk:${task.slice(TAGGING_TASK.length + 1)}` as const;

export interface TaggingProgress {
  id: string;
  tag: string;
  state: 'queued' | 'done' | 'attention';
  /** contacts looked at so far, of how many */
  done: number;
  total: number;
  /** contacts that were given the tag, or from whom it was taken again */
  changed: number;
  undo: boolean;
}

export type TaggingService = ReturnType<typeof createTaggingService>;

export function createTaggingService({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }) {
  async function queue(shop: string, id: string, tagging: Tagging, totalCount: number): Promise<void> {
    const now = clock.now();
    const task = { id, kind: TAGGING_TASK, cursor: JSON.stringify(tagging), dueAt: now, totalCount };
    await db.write((trx) => queueTask(trx, shop, task, { anew: true }));
    wake('tasks', shop, now);
  }

  return {
    /** Whoever has the tag already keeps it as it came. @returns the id by which it can be taken back */
    async begin(shop: string, tag: string, scope: TaggingScope): Promise<string> {
      const id = `${TAGGING_TASK}:${randomUUID()}`;
      const total = 'contacts' in scope ? scope.contacts.length : await countContacts(db.read, shop, {}, EVERYWHERE);
      await queue(shop, id, { tag, scope, after: '', changed: 0, undo: false }, total);
      return id;
    },

    /** Takes back what it gave, of those who have the tag by it still. */
    async undo(shop: string, id: string): Promise<void> {
      const task = await find(shop, id);
      if (!task || task.undo) return;
      await queue(shop, id, { tag: task.tag, scope: null, after: '', changed: 0, undo: true }, task.changed);
    },

    /** the latest that is under way or ended a moment ago */
    async latest(shop: string): Promise<TaggingProgress | null> {
      const row = await rows(shop)
        .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', clock.now() - SHOWN_MS)]))
        .orderBy('created_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? progressOf(row) : null;
    },
  };

  function rows(shop: string) {
    return db.read
      .selectFrom('task')
      .select(['id', 'state', 'cursor', 'done_count', 'total_count'])
      .where('shop', '=', shop)
      .where('id', '>', `${TAGGING_TASK}:`)
      .where('id', '<', `${TAGGING_TASK};`);
  }

  async function find(shop: string, id: string): Promise<TaggingProgress | null> {
    const row = await rows(shop).where('id', '=', id).executeTakeFirst();
    return row ? progressOf(row) : null;
  }
}

/** Nobody is left out, so no time is asked for. */
const EVERYWHERE = { now: 0, zone: 'UTC' };

function progressOf(row: {
  id: string;
  state: string;
  cursor: string | null;
  done_count: number;
  total_count: number | null;
}): TaggingProgress {
  const { tag, changed, undo } = readTagging(row.cursor);
  const state = row.state as TaggingProgress['state'];
  return { id: row.id, tag, state, done: row.done_count, total: row.total_count ?? 0, changed, undo };
}

const readTagging = (cursor: string | null): Tagging => cursorSchema.parse(JSON.parse(cursor ?? ''));

export function createTaggingHandler({ db, clock }: { db: Database; clock: Clock }): TaskHandler {
  return async (task) => {
    const tagging = readTagging(task.cursor);
    return tagging.undo ? takeSlice(task, tagging, clock) : giveSlice(task, tagging, { db, clock });
  };
}

async function giveSlice(task: Task, tagging: Tagging, { db, clock }: { db: Database; clock: Clock }) {
  const { shop } = task;
  const { scope, tag } = tagging;
  const page =
    scope && 'contacts' in scope ? scope.contacts : await nextContacts(db, shop, tagging.after, CONTACTS_A_SLICE);
  const ended = scope === null || 'contacts' in scope || page.length < CONTACTS_A_SLICE;
  const slice = sliceOf(task, page.length, ended);
  slice.write = async (trx) => {
    const now = clock.now();
    const frame = await shopFrame(trx, shop, now);
    const asked = scope && 'contacts' in scope ? {} : (scope ?? {});
    const chosen = frame ? await matchingAmong(trx, shop, page, asked, frame) : [];
    const given = chosen.map((contact) => ({ contact, tag }));
    const fresh = await giveTags(trx, shop, given, sourceOf(task.id), now);
    await tagsChanged(trx, shop, fresh, now);
    slice.cursor = JSON.stringify({
      ...tagging,
      scope: ended ? null : scope,
      after: page.at(-1) ?? tagging.after,
      changed: tagging.changed + fresh.length,
    } satisfies Tagging);
  };
  return slice;
}

async function takeSlice(task: Task, tagging: Tagging, clock: Clock): Promise<TaskSlice> {
  const { shop } = task;
  const slice = sliceOf(task, 0, false);
  slice.write = async (trx) => {
    const rows = await given(trx, shop, sourceOf(task.id));
    await tagsChanged(trx, shop, await takeTags(trx, shop, rows), clock.now());
    slice.ended = rows.length < CONTACTS_A_SLICE;
    slice.doneCount = task.doneCount + rows.length;
    slice.cursor = JSON.stringify({ ...tagging, changed: tagging.changed + rows.length } satisfies Tagging);
  };
  return slice;
}

const sliceOf = (task: Task, count: number, ended: boolean): TaskSlice => ({
  lock: foldLock(task.shop),
  cursor: task.cursor,
  doneCount: task.doneCount + count,
  ended,
});

function given(trx: Trx, shop: string, source: string) {
  return trx
    .selectFrom('contact_tag')
    .select(['contact', 'tag'])
    .where('shop', '=', shop)
    .where('source', '=', source)
    .limit(CONTACTS_A_SLICE)
    .execute();
}
