import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import { TRANSACTIONAL } from '../../understand/consent/rules.ts';
import { DAY } from '../../platform/clock/clock.ts';
import { REMINDER_DAYS } from '../../understand/consent/double-opt-in.ts';
import { CONFIRMATION, REMINDER } from './delivery/ready-confirmations.server.ts';

/**
 * Queues the mail that asks for consent and the one that reminds of it, in the transaction that makes the request: one of
 * each. Whether a reminder is still needed is looked at when it is due.
 */
export async function queueConfirmation(
  trx: Trx,
  shop: string,
  { id, contact }: { id: string; contact: string },
  now: number,
): Promise<void> {
  const mails = [
    { template: CONFIRMATION, dedupeKey: `o:${id}`, dueAt: now },
    { template: REMINDER, dedupeKey: `o:${id}:again`, dueAt: now + REMINDER_DAYS * DAY },
  ];
  await trx
    .insertInto('message')
    .values(
      mails.map(({ template, dedupeKey, dueAt }) => ({
        shop,
        id: stableId(shop, dedupeKey),
        dedupe_key: dedupeKey,
        contact,
        channel: 'email',
        purpose: TRANSACTIONAL,
        template,
        subject_id: id,
        due_at: dueAt,
        created_at: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
