import type { Node } from '../graph.ts';
import { runCondition } from './condition-node.ts';
import { runExit } from './exit-node.ts';
import { runSend } from './send-node.ts';
import type { Passage, StepResult } from './step.ts';
import { runTag } from './tag-node.ts';
import { runTrigger } from './trigger-node.ts';
import { runWait } from './wait-node.ts';

/** One node of one passage: pure, everything it may look at is in the passage. */
export function runNode(node: Node, passage: Passage): StepResult {
  switch (node.kind) {
    case 'trigger':
      return runTrigger(node, passage);
    case 'wait':
      return runWait(node, passage);
    case 'condition':
      return runCondition(node, passage);
    case 'send':
      return runSend(node, passage);
    case 'tag':
      return runTag(node, passage);
    case 'exit':
      return runExit(node);
    default:
      return node satisfies never;
  }
}
