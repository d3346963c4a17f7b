import type { NodeOf } from '../graph.ts';
import type { StepResult } from './step.ts';

/** The end of a passage: completed when it came to its natural end, exited otherwise. */
export function runExit(node: NodeOf<'exit'>): StepResult {
  return {
    outcome: 'ended',
    reason: { code: node.reason },
    next: null,
    state: node.reason === 'end' ? 'completed' : 'exited',
  };
}
