import { decodeReason } from '../../../decide/journeys/reason.ts';
import type { Outcome } from './mail-event.ts';

export interface OutcomeRow {
  outcome: string | null;
  outcome_at: number | null;
  outcome_reason: string | null;
}

/** What is known of a message from its row; null while nothing was told. */
export function readOutcome({ outcome, outcome_at, outcome_reason }: OutcomeRow): Outcome | null {
  if (outcome !== 'delivered' && outcome !== 'bounced' && outcome !== 'complained') return null;
  const reason = decodeReason(outcome_reason);
  const detail = reason?.['detail'];
  return {
    outcome,
    hard: reason?.code === 'told_hard',
    at: outcome_at ?? 0,
    detail: typeof detail === 'string' ? detail : null,
  };
}
