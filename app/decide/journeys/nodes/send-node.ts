import type { NodeOf } from '../graph.ts';
import type { Reason } from '../reason.ts';
import type { Passage, StepResult } from './step.ts';

/** Asks for a message, or writes down that a held-out contact would have had one now. */
export function runSend(node: NodeOf<'send'>, passage: Passage): StepResult {
  const { channel, template, purpose } = node;
  const because = (code: string): Reason => ({ code, template, ...(channel !== 'email' && { channel }) });
  if (passage.arm === 'holdout') {
    return { outcome: 'held_out', reason: because('held_out'), next: node.next };
  }
  return {
    outcome: 'sent',
    reason: because('queued'),
    next: node.next,
    send: { channel, template, purpose },
  };
}
