import { sql } from 'kysely';
import { insertFacts } from '../../../listen/facts/store.server.ts';
import type { Trx } from '../../../platform/db/db.ts';
import type { SubmitOutcome } from '../../../platform/submit/outcome.ts';
import type { Submission } from './begin.server.ts';
import { factOf } from './message-fact.ts';
import { paceOutcomes } from './pace-outcomes.server.ts';

export interface Submitted {
  submission: Submission;
  outcome: Extract<SubmitOutcome, { kind: 'submitted' }>;
  now: number;
}

/**
 * Writes down what was taken over, for all of a shop's batch at once: nearly every outcome is one of these. Only the
 * attempt that was on the wire may say so, even after its lease.
 */
export async function finishSubmitted(trx: Trx, shop: string, submitted: readonly Submitted[]): Promise<void> {
  const told = submitted.map(({ submission: { id, attempt }, outcome, now }) => {
    return sql`(${id}, cast(${attempt} as integer), cast(${outcome.providerId} as text), cast(${now} as bigint))`;
  });
  const { rows } = await sql<{ id: string }>`
    with told(id, attempt, provider_id, at) as (values ${sql.join(told)})
    update message set
      state = 'submitted',
      provider_id = told.provider_id,
      submitted_at = told.at,
      lease_until = null,
      lease_by = null
    from told
    where message.shop = ${shop} and message.id = told.id and message.attempts = told.attempt
      and message.state in ('submitting', 'unknown')
    returning message.id`.execute(trx);
  const written = new Set(rows.map(({ id }) => id));
  for (const [sender, of] of Map.groupBy(submitted, (one) => one.submission.sender.id)) {
    const outcomes = of.map(({ submission, outcome, now }) => ({ id: submission.id, outcome, now }));
    await paceOutcomes(trx, shop, sender, outcomes);
  }
  // the transport's word, put on the timeline like any other fact from outside
  const facts = submitted
    .filter(({ submission }) => written.has(submission.id))
    .map(({ submission, now }) => factOf(submission, 'submitted', 'message.submitted', now));
  await insertFacts(trx, shop, facts, Math.max(...submitted.map(({ now }) => now)));
}
