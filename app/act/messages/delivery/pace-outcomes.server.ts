import type { Trx } from '../../../platform/db/db.ts';
import type { SubmitOutcome } from '../../../platform/submit/outcome.ts';
import { afterOutcome } from '../senders/pace.ts';
import { changePace, holdSenders } from '../senders/store.server.ts';

/** What outcomes, in the order in which they came, say of the way that they went. */
export async function paceOutcomes(
  trx: Trx,
  shop: string,
  sender: string,
  outcomes: readonly { id: string; outcome: SubmitOutcome; now: number }[],
): Promise<void> {
  // nearly always: nothing is in trouble, and no row changes
  if (outcomes.every(({ outcome }) => outcome.kind === 'submitted') && (await isWell(trx, shop, sender))) return;
  const latest = Math.max(...outcomes.map(({ now }) => now));
  const present = (await holdSenders(trx, shop, latest)).all.find((one) => one.id === sender);
  if (!present) return;
  const pace = { ...present };
  for (const { id, outcome, now } of outcomes) {
    const change = afterOutcome(pace, id, outcome, now);
    if (!change) continue;
    await changePace(trx, shop, sender, change);
    Object.assign(pace, change);
  }
}

async function isWell(trx: Trx, shop: string, sender: string): Promise<boolean> {
  const row = await trx
    .selectFrom('sender')
    .select('id')
    .where('shop', '=', shop)
    .where('id', '=', sender)
    .where('failures', '=', 0)
    .where('rests', '=', 0)
    .executeTakeFirst();
  return row !== undefined;
}
