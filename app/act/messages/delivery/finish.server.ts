import { type FactData, type FactKind, identity, type NewFact } from '../../../listen/facts/fact.ts';
import { insertFacts } from '../../../listen/facts/store.server.ts';
import { encodeReason } from '../../../decide/journeys/reason.ts';
import { HOUR, MINUTE } from '../../../platform/clock/clock.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Trx } from '../../../platform/db/db.ts';
import type { Refusal, SubmitOutcome } from '../../../platform/submit/outcome.ts';
import { isFull } from '../events/apply.server.ts';
import { withoutAddresses } from '../events/mail-event.ts';
import { afterOutcome, WELL } from '../senders/pace.ts';
import { changePace, holdSenders } from '../senders/store.server.ts';
import { listChanged } from '../suppressed-contacts.server.ts';
import { addressHash, suppress } from '../suppression.server.ts';
import type { Submission } from './begin.server.ts';

const MAX_ATTEMPTS = 6;
const BACK_OFF_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR];

/** Writes down what is known after the wire. Only the attempt that was on it may say so, even after its lease. */
export async function finishIn(
  trx: Trx,
  seal: Seal,
  submission: Submission,
  outcome: SubmitOutcome,
  now: number,
): Promise<void> {
  const changes = changesFor(outcome, submission.attempt, now);
  const updated = await trx
    .updateTable('message')
    .set({ ...changes, lease_until: null, lease_by: null })
    .where('shop', '=', submission.shop)
    .where('id', '=', submission.id)
    .where('state', 'in', ['submitting', 'unknown'])
    .where('attempts', '=', submission.attempt)
    .returning('contact')
    .executeTakeFirst();
  if (outcome.kind !== 'submitted') {
    // she may have been erased while it was on the wire
    await trx
      .updateTable('message')
      .set({ reason: encodeReason({ code: 'erased' }) })
      .where('shop', '=', submission.shop)
      .where('id', '=', submission.id)
      .where('contact', '=', '')
      .execute();
  }
  await paceOutcome(trx, submission, outcome, now);
  if (updated && outcome.kind === 'submitted') await tellSubmitted(trx, submission, now);
  if (updated && updated.contact !== '' && changes.outcome === 'bounced')
    await tellBounced(trx, submission, outcome.kind === 'refused' && outcome.noMailbox === true, now);
  const { to } = submission.mail;
  const givenUp =
    updated &&
    outcome.kind === 'refused' &&
    (outcome.noMailbox || (changes.outcome === 'bounced' && (await isFull(trx, submission.shop, updated.contact, to))));
  if (givenUp) {
    // who was erased meanwhile leaves her hash alone
    const address = updated.contact === '' ? null : seal.seal(to);
    await suppress(trx, submission.shop, addressHash(seal, to), 'hard_bounce', now, {
      address,
      note: null,
      who: null,
    });
    await listChanged(trx, submission.shop, [to.toLowerCase()], now);
  }
}

interface Changes {
  state: string;
  provider_id?: string | null;
  submitted_at?: number;
  due_at?: number;
  attempts?: number;
  reason?: string;
  outcome?: string;
  outcome_at?: number;
  outcome_reason?: string;
}

function changesFor(outcome: SubmitOutcome, attempt: number, now: number): Changes {
  switch (outcome.kind) {
    case 'submitted':
      return { state: 'submitted', provider_id: outcome.providerId, submitted_at: now };
    case 'unknown':
      return { state: 'unknown', reason: encodeReason({ code: 'lost', detail: outcome.reason }) };
    case 'refused': {
      const reason = encodeReason({ code: 'refused', detail: outcome.reason, attempt });
      // nobody looked at the mail: its sender rests, and it has had no try
      if (outcome.trouble === 'unreachable' || outcome.trouble === 'limited')
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

/** What the outcome says of the way it went. */
async function paceOutcome(trx: Trx, { shop, id, sender }: Submission, outcome: SubmitOutcome, now: number) {
  if (outcome.kind === 'submitted') {
    // nearly always: nothing is in trouble, and no row changes
    await trx
      .updateTable('sender')
      .set((eb) => ({
        ...WELL,
        open_at: eb.case().when('rests', '>', 0).then(now).else(eb.ref('open_at')).end(),
      }))
      .where('shop', '=', shop)
      .where('id', '=', sender.id)
      .where((eb) => eb.or([eb('failures', '>', 0), eb('rests', '>', 0)]))
      .execute();
    return;
  }
  const present = (await holdSenders(trx, shop, now)).all.find((one) => one.id === sender.id);
  const change = present && afterOutcome(present, id, outcome, now);
  if (change) await changePace(trx, shop, sender.id, change);
}

/** The transport's word, put on the timeline like any other fact from outside. */
const tellSubmitted = (trx: Trx, { shop, id, mail }: Submission, now: number) =>
  insertFacts(trx, shop, [factOf({ id, mail }, 'submitted', 'message.submitted', now)], now);

const tellBounced = (trx: Trx, { shop, id, mail }: Submission, hard: boolean, now: number) =>
  insertFacts(trx, shop, [factOf({ id, mail }, hard ? 'hard' : 'soft', 'message.bounced', now, { hard })], now);

function factOf(
  { id, mail }: Pick<Submission, 'id' | 'mail'>,
  name: string,
  kind: FactKind,
  now: number,
  data: FactData = {},
): NewFact {
  return {
    id: `message:${id}:${name}`,
    kind,
    occurredAt: now,
    identity: identity('email', mail.to),
    verified: true,
    subject: id,
    data: { title: mail.subject, ...data },
  };
}
