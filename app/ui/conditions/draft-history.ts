// Every change of a condition as a pure step that can be taken back.
import type { Draft, DraftGroup, DraftLeafValue, DraftNode } from './draft.ts';

export type DraftChange =
  | { do: 'add'; to: number; leaf: DraftLeafValue }
  | { do: 'addGroup'; to: number; leaf: DraftLeafValue }
  /** `key`: what is being typed; steps of the same field are taken back together */
  | { do: 'put'; id: number; leaf: DraftLeafValue; key: string }
  | { do: 'match'; id: number; match: DraftGroup['match'] }
  | { do: 'negate'; id: number }
  | { do: 'remove'; id: number };

export interface DraftHistory {
  draft: Draft;
  past: readonly Draft[];
  future: readonly Draft[];
  /** the field that the last change was of */
  typing: string | null;
}

const MOST_STEPS = 100;

export const beginHistory = (draft: Draft): DraftHistory => ({ draft, past: [], future: [], typing: null });

export function changed(history: DraftHistory, change: DraftChange): DraftHistory {
  const draft = applied(history.draft, change);
  const typing = change.do === 'put' ? `${change.id} ${change.key}` : null;
  const goesOn = typing !== null && typing === history.typing;
  return {
    draft,
    past: goesOn ? history.past : [...history.past, history.draft].slice(-MOST_STEPS),
    future: [],
    typing,
  };
}

export function undone(history: DraftHistory): DraftHistory {
  const before = history.past.at(-1);
  if (!before) return history;
  // ids that were given stay given: a node that comes back must not meet another of its id
  return {
    draft: { ...before, next: history.draft.next },
    past: history.past.slice(0, -1),
    future: [history.draft, ...history.future],
    typing: null,
  };
}

export function redone(history: DraftHistory): DraftHistory {
  const [after, ...future] = history.future;
  if (!after) return history;
  return {
    draft: { ...after, next: history.draft.next },
    past: [...history.past, history.draft],
    future,
    typing: null,
  };
}

function applied(draft: Draft, change: DraftChange): Draft {
  const { root, next } = draft;
  const at = (id: number, edit: (node: DraftNode) => DraftNode | null): DraftGroup => edited(root, id, edit) ?? root;
  switch (change.do) {
    case 'add':
      return { root: at(change.to, added({ kind: 'leaf', id: next, not: false, leaf: change.leaf })), next: next + 1 };
    case 'addGroup': {
      const leaf: DraftNode = { kind: 'leaf', id: next + 1, not: false, leaf: change.leaf };
      const group: DraftNode = { kind: 'group', id: next, not: false, match: 'any', of: [leaf] };
      return { root: at(change.to, added(group)), next: next + 2 };
    }
    case 'put':
      return { root: at(change.id, (node) => (node.kind === 'leaf' ? { ...node, leaf: change.leaf } : node)), next };
    case 'match':
      return {
        root: at(change.id, (node) => (node.kind === 'group' ? { ...node, match: change.match } : node)),
        next,
      };
    case 'negate':
      return { root: at(change.id, (node) => ({ ...node, not: !node.not })), next };
    case 'remove':
      return { root: at(change.id, () => null), next };
    default:
      return change satisfies never;
  }
}

const added =
  (inner: DraftNode) =>
  (node: DraftNode): DraftNode =>
    node.kind === 'group' ? { ...node, of: [...node.of, inner] } : node;

/** The group with one node in it changed, or taken out; a group that is left empty goes too. */
function edited(group: DraftGroup, id: number, edit: (node: DraftNode) => DraftNode | null): DraftGroup | null {
  if (group.id === id) {
    const result = edit(group);
    return result?.kind === 'group' ? result : null;
  }
  const of = group.of.flatMap((each): DraftNode[] => {
    if (each.kind === 'group') {
      const inner = edited(each, id, edit);
      return inner && (inner.of.length > 0 || each.of.length === 0) ? [inner] : [];
    }
    const leaf = each.id === id ? edit(each) : each;
    return leaf ? [leaf] : [];
  });
  return { ...group, of };
}
