import type { NodeOf } from '../graph.ts';
import type { Passage, StepResult } from './step.ts';

/** The door of a journey: says how the passage was sorted, and goes on. */
export function runTrigger(node: NodeOf<'trigger'>, passage: Passage): StepResult {
  return { outcome: 'entered', reason: { code: 'entered', event: node.event, arm: passage.arm }, next: node.next };
}
