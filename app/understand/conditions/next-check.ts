import type { Condition, Node } from './condition.ts';
import type { ContactView } from './contact-view.ts';
import { holds } from './evaluate.ts';
import { leafNext } from './leaves/leaves.ts';

/**
 * The first instant at which the mere passing of time may change whether a condition holds for this contact; null: as
 * long as nothing happens, never. Always after the view's own.
 */
export function nextCheckAt({ when }: Condition, view: ContactView): number | null {
  return nextOf(when, view);
}

function nextOf(node: Node, view: ContactView): number | null {
  switch (node.type) {
    case 'not':
      return nextOf(node.of, view);
    case 'all':
    case 'any': {
      // an "all" that fails, an "any" that holds: it stands until the last of those that make it so has changed
      const standing = node.of.filter((each) => holds(each, view) === (node.type === 'any'));
      if (standing.length > 0) return latest(standing.map((each) => nextOf(each, view)));
      return earliest(node.of.map((each) => nextOf(each, view)));
    }
    default:
      return leafNext(node, view);
  }
}

function earliest(instants: readonly (number | null)[]): number | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : Math.min(...known);
}

const latest = (instants: readonly (number | null)[]) =>
  instants.some((instant) => instant === null) ? null : Math.max(...instants.map((instant) => instant ?? 0));
