import { DAY } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { RetentionStep } from '../../shop/privacy/retention-worker.server.ts';

const BATCH = 100;
/** What needs attention is kept so much longer: the merchant may still have it read. */
const LONGER = 60 * DAY;

const step = (name: string, states: readonly string[], longer: number): RetentionStep => ({
  name,
  kept: ({ deliveryDays }) => deliveryDays * DAY + longer,
  letGo: (db, shop, before) => letDeliveriesGo(db, shop, states, before),
});

/** Deliveries that were read or given up, and with them the texts that some of them still have. */
export const inboxRetention: readonly RetentionStep[] = [
  step('deliveries', ['done'], 0),
  step('discarded', ['discarded'], 0),
  step('attention', ['attention'], LONGER),
];

async function letDeliveriesGo(db: Database, shop: string, states: readonly string[], before: number) {
  const old = await db.read
    .selectFrom('inbox')
    .select('id')
    .where('shop', '=', shop)
    .where('state', 'in', states)
    .where('received_at', '<', before)
    .orderBy('received_at')
    .limit(BATCH)
    .execute();
  const ids = old.map((row) => row.id);
  if (ids.length > 0) {
    await db.write((trx) =>
      trx.deleteFrom('inbox').where('shop', '=', shop).where('id', 'in', ids).where('state', 'in', states).execute(),
    );
  }
  return { rows: ids.length, next: ids.length === BATCH ? 'more' : null };
}
