import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import { TRANSACTIONAL } from '../../understand/consent/rules.ts';
import { CONFIRMATION } from './delivery/ready-confirmations.server.ts';

/** Queues the mail that asks for consent: one for each request, in the transaction that makes it. */
export async function queueConfirmation(
  trx: Trx,
  shop: string,
  { id, contact }: { id: string; contact: string },
  now: number,
): Promise<void> {
  const dedupeKey = `o:${id}`;
  await trx
    .insertInto('message')
    .values({
      shop,
      id: stableId(shop, dedupeKey),
      dedupe_key: dedupeKey,
      contact,
      channel: 'email',
      purpose: TRANSACTIONAL,
      template: CONFIRMATION,
      subject_id: id,
      due_at: now,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
