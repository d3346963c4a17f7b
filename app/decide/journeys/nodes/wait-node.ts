import { MINUTE } from '../../../platform/clock/clock.ts';
import type { NodeOf } from '../graph.ts';
import type { Passage, StepResult } from './step.ts';

/** Waits for a time without activity, or since it arrived. A later change of the subject moves the moment. */
export function runWait(node: NodeOf<'wait'>, passage: Passage): StepResult {
  const arrived = passage.waitingSince ?? passage.now;
  const from = node.since === 'activity' ? (passage.checkout?.updatedAt ?? arrived) : arrived;
  const until = from + node.minutes * MINUTE;
  if (passage.now >= until) {
    return { outcome: 'passed', reason: { code: 'waited', minutes: node.minutes, from }, next: node.next };
  }
  const moved = passage.waitingSince !== null;
  return {
    outcome: moved ? 'moved' : 'waiting',
    reason: { code: moved ? 'moved' : 'waiting', until, from },
    next: node.id,
    dueAt: until,
  };
}
