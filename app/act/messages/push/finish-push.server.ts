// What a browser's row hears of a submission.
import type { Trx } from '../../../platform/db/db.ts';
import type { SubmitOutcome } from '../../../platform/submit/outcome.ts';
import { endSubscription, noteSubmitted } from '../../push/store.server.ts';
import type { Submission } from '../delivery/begin.server.ts';

/** @param outcome of a push: 404 and 410 say that the browser takes no more */
export async function finishPush(
  trx: Trx,
  { shop, parcel }: Submission,
  outcome: SubmitOutcome,
  now: number,
): Promise<void> {
  if (parcel.content.kind !== 'push') return;
  if (outcome.kind === 'submitted') await noteSubmitted(trx, shop, parcel.to, now);
  else if (outcome.kind === 'refused' && outcome.noMailbox) await endSubscription(trx, shop, parcel.to, 'expired', now);
}
