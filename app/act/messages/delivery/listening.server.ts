import { type FactKind, PROGRESS } from '../../../listen/facts/fact.ts';
import type { Database } from '../../../platform/db/db.ts';

/** Facts that can forbid a mail: what she bought, what she agreed to, who she is. */
const FORBIDDING: readonly FactKind[] = [
  'order.placed',
  'checkout.completed',
  'consent.changed',
  'customer.created',
  'customer.changed',
];

/**
 * Whether everything that had reached us by an instant has been heard and understood: an order or an unsubscription that
 * is still in the queue must be seen before a mail leaves.
 */
export async function heardUntil(db: Database, shop: string, instant: number): Promise<boolean> {
  const inbox = await db.read
    .selectFrom('inbox')
    .select('id')
    .where('shop', '=', shop)
    .where('state', '=', 'queued')
    .where('received_at', '<=', instant)
    .limit(1)
    .executeTakeFirst();
  if (inbox) return false;
  const fact = await db.read
    .selectFrom('fact')
    .select('id')
    .where('progress', '=', PROGRESS.heard)
    .where('shop', '=', shop)
    .where('kind', 'in', FORBIDDING)
    .where('received_at', '<=', instant)
    .limit(1)
    .executeTakeFirst();
  return !fact;
}
