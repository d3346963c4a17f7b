import { channelOf } from '../../../listen/facts/fact.ts';
import { insertFacts } from '../../../listen/facts/store.server.ts';
import { encodeReason } from '../../../decide/journeys/reason.ts';
import { HOUR, MINUTE } from '../../../platform/clock/clock.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Trx } from '../../../platform/db/db.ts';
import type { Refusal, SubmitOutcome } from '../../../platform/submit/outcome.ts';
import { isFull } from '../events/apply.server.ts';
import { withoutAddresses } from '../events/mail-event.ts';
import { STOPPED } from '../../../understand/consent/rules.ts';
import { reachKey } from '../reach-key.ts';
import { listChanged } from '../suppressed-contacts.server.ts';
import { addressHash, suppress } from '../suppression.server.ts';
import type { Submission } from './begin.server.ts';
import { factOf } from './message-fact.ts';
import { paceOutcomes } from './pace-outcomes.server.ts';

const MAX_ATTEMPTS = 6;
const BACK_OFF_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR];

/**
 * Writes down what is known of a message that was not taken over, or may not have been. Only the attempt that was on the
 * wire may say so, even after its lease.
 */
export async function finishIn(
  trx: Trx,
  seal: Seal,
  submission: Submission,
  outcome: Failure,
  now: number,
): Promise<void> {
  const changes = changesFor(outcome, submission, now);
  const updated = await trx
    .updateTable('message')
    .set({ ...changes, lease_until: null, lease_by: null })
    .where('shop', '=', submission.shop)
    .where('id', '=', submission.id)
    .where('state', 'in', ['submitting', 'unknown'])
    .where('attempts', '=', submission.attempt)
    .returning('contact')
    .executeTakeFirst();
  // she may have been erased while it was on the wire
  await trx
    .updateTable('message')
    .set({ reason: encodeReason({ code: 'erased' }) })
    .where('shop', '=', submission.shop)
    .where('id', '=', submission.id)
    .where('contact', '=', '')
    .execute();
  await paceOutcomes(trx, submission.shop, submission.sender.id, [{ id: submission.id, outcome, now }]);
  if (updated && updated.contact !== '' && changes.outcome === 'bounced')
    await tellBounced(trx, submission, outcome.kind === 'refused' && outcome.noMailbox === true, now);
  if (!updated || outcome.kind !== 'refused') return;
  const { to } = submission.parcel;
  const { shop, sender } = submission;
  const key = reachKey(sender.channel, to);
  if (key === null) return;
  const isSpent = changes.outcome === 'bounced' && (await isFull(trx, shop, updated.contact, to));
  if (!outcome.stopped && !outcome.noMailbox && !isSpent) return;
  // who was erased meanwhile leaves her hash alone
  const address = updated.contact === '' ? null : seal.seal(key);
  const reason = outcome.stopped ? 'unsubscribed' : 'hard_bounce';
  await suppress(trx, shop, addressHash(seal, key), reason, now, { address, note: null, who: null });
  if (sender.channel === 'email') await listChanged(trx, shop, [to.toLowerCase()], now);
  else if (outcome.stopped && updated.contact !== '') await tellStopped(trx, submission, now);
}

export type Failure = Exclude<SubmitOutcome, { kind: 'submitted' }>;

interface Changes {
  state: string;
  due_at?: number;
  attempts?: number;
  reason?: string;
  outcome?: string;
  outcome_at?: number;
  outcome_reason?: string;
}

function changesFor(outcome: Failure, { attempt, sender }: Submission, now: number): Changes {
  switch (outcome.kind) {
    case 'unknown':
      return { state: 'unknown', reason: encodeReason({ code: 'lost', detail: outcome.reason }) };
    case 'refused': {
      const reason = encodeReason({ code: 'refused', detail: outcome.reason, attempt });
      // of a sender that rests it only tried the way
      const isProbe = outcome.trouble !== undefined && sender.rests > 0;
      // nobody looked at the mail: its sender rests, and it has had no try
      if (outcome.trouble === 'unreachable' || outcome.trouble === 'limited' || isProbe)
        return { state: 'queued', attempts: attempt - 1, due_at: now + (outcome.retryAfterMs ?? MINUTE), reason };
      if (outcome.permanent || attempt >= MAX_ATTEMPTS)
        return { state: 'refused', reason, ...(outcome.ofRecipient && bounced(outcome, now)) };
      return { state: 'queued', due_at: now + (BACK_OFF_MS[attempt - 1] ?? 4 * HOUR), reason };
    }
    default:
      return outcome satisfies never;
  }
}

/** Refused while it was handed over, for its recipient: a bounce like one that is told later. */
function bounced({ noMailbox, reason }: Refusal, now: number) {
  const detail = withoutAddresses(reason);
  const code = noMailbox ? 'told_hard' : 'told_soft';
  return { outcome: 'bounced', outcome_at: now, outcome_reason: encodeReason({ code, ...(detail && { detail }) }) };
}

/** Her no reached her provider before us. */
async function tellStopped(trx: Trx, { shop, id, parcel, sender }: Submission, now: number): Promise<void> {
  const { channel } = channelOf(sender.channel);
  if (!channel) return;
  const evidence = { phone: parcel.to, message: id };
  const consent = { channel, state: 'unsubscribed' as const, source: STOPPED, evidence };
  const fact = { kind: 'consent.changed' as const, occurredAt: now, identity: parcel.whose, verified: true };
  await insertFacts(trx, shop, [{ ...fact, id: `consent:stopped:${id}`, data: { consent } }], now);
}

const tellBounced = (trx: Trx, submission: Submission, hard: boolean, now: number) =>
  insertFacts(
    trx,
    submission.shop,
    [factOf(submission, hard ? 'hard' : 'soft', 'message.bounced', now, { hard })],
    now,
  );
