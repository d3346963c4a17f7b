import { identity } from '../../../listen/facts/fact.ts';
import { insertFacts } from '../../../listen/facts/store.server.ts';
import { encodeReason } from '../../../decide/journeys/reason.ts';
import { HOUR, MINUTE } from '../../../platform/clock/clock.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Database, Trx } from '../../../platform/db/db.ts';
import type { MailOutcome } from '../../../platform/mail/mail.ts';
import { listChanged } from '../suppressed-contacts.server.ts';
import { addressHash, suppress } from '../suppression.server.ts';
import type { Submission } from './begin.server.ts';

const MAX_ATTEMPTS = 6;
const BACK_OFF_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR];

/** Writes down what is known after the wire. Only the attempt that was on it may say so, even after its lease. */
export async function finishSubmission(
  db: Database,
  seal: Seal,
  submission: Submission,
  outcome: MailOutcome,
  now: number,
): Promise<void> {
  await db.write(async (trx) => {
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
    if (updated && outcome.kind === 'submitted') await tellSubmitted(trx, submission, now);
    if (updated && outcome.kind === 'refused' && outcome.noMailbox) {
      const { to } = submission.mail;
      // who was erased meanwhile leaves her hash alone
      const address = updated.contact === '' ? null : seal.seal(to);
      await suppress(trx, submission.shop, addressHash(seal, to), 'hard_bounce', now, {
        address,
        note: null,
        who: null,
      });
      await listChanged(trx, submission.shop, [to.toLowerCase()], now);
    }
  });
}

function changesFor(outcome: MailOutcome, attempt: number, now: number) {
  switch (outcome.kind) {
    case 'submitted':
      return { state: 'submitted', provider_id: outcome.providerId, submitted_at: now };
    case 'unknown':
      return { state: 'unknown', reason: encodeReason({ code: 'lost', detail: outcome.reason }) };
    case 'refused': {
      const reason = encodeReason({ code: 'refused', detail: outcome.reason, attempt });
      if (outcome.permanent || attempt >= MAX_ATTEMPTS) return { state: 'refused', reason };
      // a definite "not now": nothing was accepted, so trying again cannot send it twice
      return { state: 'queued', reason, due_at: now + (BACK_OFF_MS[attempt - 1] ?? 4 * HOUR) };
    }
    default:
      return outcome satisfies never;
  }
}

/** The transport's word, put on the timeline like any other fact from outside. */
async function tellSubmitted(trx: Trx, { shop, id, mail }: Submission, now: number): Promise<void> {
  await insertFacts(
    trx,
    shop,
    [
      {
        id: `message:${id}:submitted`,
        kind: 'message.submitted',
        occurredAt: now,
        identity: identity('email', mail.to),
        verified: true,
        subject: id,
        data: { title: mail.subject },
      },
    ],
    now,
  );
}
