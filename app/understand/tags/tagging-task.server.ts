// A tag given to many contacts at once or taken from them, and that undone when the merchant thinks better of it.
import { randomUUID } from 'node:crypto';
import { type Clock, HOUR } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { countContacts } from '../contacts/list.server.ts';
import { readTagging, type Tagging, TAGGING_TASK, type TaggingScope } from './tagging.ts';

/** For so long after its end it is shown, and may be undone. */
const SHOWN_MS = HOUR;

export interface TaggingProgress {
  id: string;
  tag: string;
  deed: 'give' | 'take';
  state: 'queued' | 'done' | 'attention';
  /** contacts looked at so far, of how many */
  done: number;
  total: number;
  /** contacts that were given the tag, or who lost it */
  changed: number;
  /** the deed is being undone, or was */
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
    /** Whoever has the tag already, or has it not, stays as she is. @returns the id by which it can be undone */
    async begin(shop: string, tag: string, scope: TaggingScope, deed: 'give' | 'take' = 'give'): Promise<string> {
      const id = `${TAGGING_TASK}:${randomUUID()}`;
      const total =
        'contacts' in scope ? scope.contacts.length : await (deed === 'give' ? everybody : holders)(shop, tag);
      await queue(shop, id, { tag, deed, scope, after: '', changed: 0, undo: false }, total);
      return id;
    },

    /** Takes back what it gave, of those who have the tag by it still; or gives back what it took, as it had come. */
    async undo(shop: string, id: string): Promise<void> {
      const task = await find(shop, id);
      if (!task || task.undo) return;
      const { tag, deed } = task;
      await queue(shop, id, { tag, deed, scope: null, after: '', changed: 0, undo: true }, task.changed);
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

  /** Nobody is left out, so no time is asked for. */
  function everybody(shop: string): Promise<number> {
    return countContacts(db.read, shop, {}, { now: 0, zone: 'UTC' });
  }

  async function holders(shop: string, tag: string): Promise<number> {
    const row = await db.read
      .selectFrom('contact_tag')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('shop', '=', shop)
      .where('tag', '=', tag)
      .executeTakeFirstOrThrow();
    return row.count;
  }
}

function progressOf(row: {
  id: string;
  state: string;
  cursor: string | null;
  done_count: number;
  total_count: number | null;
}): TaggingProgress {
  const { tag, deed, changed, undo } = readTagging(row.cursor);
  const state = row.state as TaggingProgress['state'];
  return { id: row.id, tag, deed, state, done: row.done_count, total: row.total_count ?? 0, changed, undo };
}
