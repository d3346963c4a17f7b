import { instantOfWall, wallOf } from '../../platform/clock/zones.ts';
import type { Trx } from '../../platform/db/db.ts';
import { zoneOf } from './drafts.server.ts';
import { dueAt, GRACE_MS } from './post-draft.ts';
import { type PostRow, readTarget, variantsOf } from './store.server.ts';

/** The shop's clock is another: what waits for an hour of it waits for that hour of the new one. */
export async function reschedulePosts(trx: Trx, shop: string, now: number): Promise<void> {
  const zone = await zoneOf(trx, shop);
  const rows = await trx
    .selectFrom('social_post')
    .selectAll()
    .where('shop', '=', shop)
    .where('state', 'in', ['draft', 'scheduled'])
    .where('scheduled_at', 'is not', null)
    .where('zone', '<>', zone)
    .execute();
  for (const { id, state, scheduled_at: at, updated_at: updatedAt, zone: before } of rows as PostRow[]) {
    // "now" is no hour
    if (at === null || (state === 'scheduled' && at <= updatedAt + GRACE_MS)) continue;
    const when = wallOf(at, before);
    await trx
      .updateTable('social_post')
      .set({ zone, scheduled_at: instantOfWall(when, zone) })
      .where('shop', '=', shop)
      .where('id', '=', id)
      .execute();
    for (const variant of await variantsOf(trx, shop, [id])) {
      await trx
        .updateTable('social_variant')
        .set({ due_at: dueAt(when, readTarget(variant), { now, zone }) })
        .where('shop', '=', shop)
        .where('id', '=', variant.id)
        .where('state', '=', 'queued')
        .execute();
    }
  }
}
