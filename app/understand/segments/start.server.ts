import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import { scheduleNight } from '../../platform/work/tasks/nightly.server.ts';
import { SEGMENT_DAYS_TASK } from './days.server.ts';
import { queueBuild } from './queue-build.server.ts';
import { RECIPES } from './recipes.ts';

/** A new shop begins with a handful of segments; one that comes again finds them as it left them. */
export async function startSegments(trx: Trx, shop: string, now: number): Promise<void> {
  await scheduleNight(trx, shop, SEGMENT_DAYS_TASK, now);
  for (const { key, name, description, condition } of RECIPES.filter(({ byDefault }) => byDefault)) {
    const id = stableId(shop, key);
    const made = await trx
      .insertInto('segment')
      .values({
        shop,
        id,
        name: name.en,
        description: description.en,
        kind: 'live',
        recipe: key,
        condition: JSON.stringify(condition),
        created_at: now,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    if (made.length > 0)
      await queueBuild(trx, shop, { id, generation: 0, building: null }, now, { fresh: true, announce: false });
  }
}
