// A condition while it is edited: groups and leaves with ids, each of which may be turned into its opposite.
import type { Condition, Node } from '../../understand/conditions/condition.ts';
import type { LeafType } from '../../understand/conditions/leaves/leaves.ts';

/** A leaf that may still lack something: only the server's schema says when it is whole. */
export interface DraftLeafValue {
  type: LeafType;
  [property: string]: unknown;
}

export interface DraftGroup {
  kind: 'group';
  id: number;
  not: boolean;
  match: 'all' | 'any';
  of: DraftNode[];
}

export interface DraftLeaf {
  kind: 'leaf';
  id: number;
  not: boolean;
  leaf: DraftLeafValue;
}

export type DraftNode = DraftGroup | DraftLeaf;

export interface Draft {
  root: DraftGroup;
  /** the id that the next node gets */
  next: number;
}

/** Two "not" in a row are none; a lone leaf stands in a group, so that others can be put beside it. */
export function toDraft({ when }: Condition): Draft {
  let next = 0;
  const read = (node: Node, not: boolean): DraftNode => {
    if (node.type === 'not') return read(node.of, !not);
    const id = next++;
    if (node.type === 'all' || node.type === 'any') {
      return { kind: 'group', id, not, match: node.type, of: node.of.map((each) => read(each, false)) };
    }
    return { kind: 'leaf', id, not, leaf: { ...node } };
  };
  const top = read(when, false);
  const root: DraftGroup =
    top.kind === 'group' && !top.not ? top : { kind: 'group', id: next++, not: false, match: 'all', of: [top] };
  return { root, next };
}

/** What the draft says; the server reads it with the schema of the language before it is used. */
export function toCondition({ root }: Draft): Condition {
  return { version: 1, when: toNode(root) };
}

function toNode(node: DraftNode): Node {
  const plain: Node =
    node.kind === 'leaf'
      ? // what is not whole yet is refused when it is read
        (node.leaf as unknown as Node)
      : { type: node.match, of: node.of.map(toNode) };
  return node.not ? { type: 'not', of: plain } : plain;
}

/**
 * The node that a place in the condition belongs to.
 * @param path as zod names it: `when`, `of`, 0, `value`
 */
export function nodeAt({ root }: Draft, path: readonly PropertyKey[]): number {
  let node: DraftNode = root;
  let rest = path[0] === 'when' ? path.slice(1) : path;
  for (;;) {
    if (node.not && rest[0] === 'of') rest = rest.slice(1);
    if (node.kind === 'leaf' || rest[0] !== 'of' || typeof rest[1] !== 'number') return node.id;
    const inner: DraftNode | undefined = node.of[rest[1]];
    if (!inner) return node.id;
    node = inner;
    rest = rest.slice(2);
  }
}

export function countLeaves(node: DraftNode): number {
  return node.kind === 'leaf' ? 1 : node.of.reduce((sum, each) => sum + countLeaves(each), 0);
}
