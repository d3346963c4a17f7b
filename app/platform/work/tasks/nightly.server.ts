import type { Clock } from '../../clock/clock.ts';
import type { Database, Trx } from '../../db/db.ts';
import { queueTask } from './queue-task.ts';

/** The one task of a shop that comes back night after night. */
export interface Nightly {
  id: string;
  kind: string;
  /** the next night of a shop, by its zone */
  next(shop: string, zone: string, now: number): number;
}

/** Asks for the first night of a shop. What is asked for already stays. */
export async function scheduleNight(trx: Trx, shop: string, { id, kind, next }: Nightly, now: number): Promise<void> {
  const row = await trx.selectFrom('shop').select('timezone').where('shop', '=', shop).executeTakeFirst();
  if (row) await queueTask(trx, shop, { id, kind, dueAt: next(shop, row.timezone, now) });
}

/** At start: shops that were installed before there was this work. */
export async function scheduleEverywhere({ db, clock }: { db: Database; clock: Clock }, night: Nightly): Promise<void> {
  const shops = await db.read
    .selectFrom('shop')
    .select('shop')
    .where('uninstalled_at', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('task')
            .select('task.id')
            .whereRef('task.shop', '=', 'shop.shop')
            .where('task.id', '=', night.id),
        ),
      ),
    )
    .execute();
  for (const { shop } of shops) await db.write((trx) => scheduleNight(trx, shop, night, clock.now()));
}
