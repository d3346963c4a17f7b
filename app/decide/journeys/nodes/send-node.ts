import type { NodeOf } from '../graph.ts';
import type { Passage, StepResult } from './step.ts';

/** Asks for a message, or writes down that a held-out contact would have had one now. */
export function runSend(node: NodeOf<'send'>, passage: Passage): StepResult {
  if (passage.arm === 'holdout') {
    return { outcome: 'held_out', reason: { code: 'held_out', template: node.template }, next: node.next };
  }
  const { channel, template, purpose } = node;
  return {
    outcome: 'sent',
    reason: { code: 'queued', template },
    next: node.next,
    send: { channel, template, purpose },
  };
}
