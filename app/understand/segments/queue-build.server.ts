import type { Trx } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import { BUILD_TASK, type Build, buildTaskId, readBuild, writeBuild } from './build.ts';
import type { Segment } from './segment.ts';

/**
 * Has the members of a segment gathered anew, from the start: what was being gathered is dropped. A segment whose new
 * condition has not been gathered yet stays so.
 */
export async function queueBuild(
  trx: Trx,
  shop: string,
  { id, generation, building }: Pick<Segment, 'id' | 'generation' | 'building'>,
  now: number,
  { fresh, announce }: Pick<Build, 'fresh' | 'announce'>,
): Promise<void> {
  const task = await trx
    .selectFrom('task')
    .select('cursor')
    .where('shop', '=', shop)
    .where('id', '=', buildTaskId(id))
    .executeTakeFirst();
  const isFresh = fresh || (building !== null && readBuild(task?.cursor ?? null)?.fresh === true);
  await trx
    .updateTable('segment')
    .set({ building: Math.max(generation, building ?? 0) + 1, state: 'building' })
    .where('shop', '=', shop)
    .where('id', '=', id)
    .execute();
  await queueBuildTask(trx, shop, id, now, {
    phase: 'gather',
    after: '',
    fresh: isFresh,
    announce: announce && !isFresh,
  });
}

/** A slice that is under way loses its lease by this, and is not written. */
export async function queueBuildTask(trx: Trx, shop: string, id: string, now: number, build: Build): Promise<void> {
  const task = { id: buildTaskId(id), kind: BUILD_TASK, cursor: writeBuild(build), dueAt: now };
  await queueTask(trx, shop, task, { anew: true });
}
