import type { NodeOf } from '../graph.ts';
import type { Passage, StepResult } from './step.ts';

/** Gives tags and takes them, or writes down that a held-out contact would have had them now. */
export function runTag(node: NodeOf<'tag'>, { arm }: Passage): StepResult {
  const { give, take, next } = node;
  if (arm === 'holdout') return { outcome: 'held_out', reason: { code: 'held_out_of_tags' }, next };
  return {
    outcome: 'tagged',
    reason: { code: 'tagged', tags: [...give, ...take].join(', ') },
    next,
    tags: { give, take },
  };
}
