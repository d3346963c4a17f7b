import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, Node } from '../../understand/conditions/condition.ts';
import { nodeAt, toCondition, toDraft } from './draft.ts';
import { beginHistory, changed, type DraftChange, redone, undone } from './draft-history.ts';

const leaf: fc.Arbitrary<Node> = fc.oneof(
  fc.nat(9).map((value): Node => ({ type: 'score', op: 'gte', value })),
  fc.constantFrom('vip', 'new').map((tag): Node => ({ type: 'tag', tag })),
);
const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.record({ type: fc.constantFrom('all' as const, 'any' as const), of: fc.array(tie('node'), { maxLength: 4 }) }),
    fc.record({ type: fc.constant('not' as const), of: tie('node') }),
  ),
}));
const condition: fc.Arbitrary<Condition> = node.map((when) => ({ version: 1, when }));

/** What a tree says of somebody of whom each leaf is true or not. */
function says(tree: Node, truth: (leaf: Node) => boolean): boolean {
  if (tree.type === 'all') return tree.of.every((each) => says(each, truth));
  if (tree.type === 'any') return tree.of.some((each) => says(each, truth));
  return tree.type === 'not' ? !says(tree.of, truth) : truth(tree);
}

describe('a condition in the editor', () => {
  it('says what it said before', () => {
    fc.assert(
      fc.property(condition, fc.nat(), (written, seed) => {
        const truth = (of: Node) => (JSON.stringify(of).length * 7 + seed) % 3 === 0;
        expect(says(toCondition(toDraft(written)).when, truth)).toBe(says(written.when, truth));
      }),
    );
  });

  it('comes back the same the second time', () => {
    fc.assert(
      fc.property(condition, (written) => {
        const once = toCondition(toDraft(written));
        expect(toCondition(toDraft(once))).toEqual(once);
      }),
    );
  });

  it('finds the part that the schema complains of, behind any "not"', () => {
    const draft = toDraft({
      version: 1,
      when: {
        type: 'all',
        of: [
          { type: 'tag', tag: 'a' },
          { type: 'not', of: { type: 'any', of: [{ type: 'not', of: { type: 'tag', tag: '' } }] } },
        ],
      },
    });
    const group = draft.root.of[1];
    const inner = group?.kind === 'group' ? group.of[0]?.id : undefined;
    expect(nodeAt(draft, ['when', 'of', 1, 'of', 'of', 0, 'of', 'tag'])).toBe(inner);
    expect(nodeAt(draft, ['when', 'of', 0, 'tag'])).toBe(draft.root.of[0]?.id);
  });
});

describe('steps of editing', () => {
  const step: fc.Arbitrary<DraftChange> = fc.oneof(
    fc.record({
      do: fc.constantFrom('add' as const, 'addGroup' as const),
      to: fc.nat(12),
      leaf: fc.constant({ type: 'tag' as const, tag: 'vip' }),
    }),
    fc.record({ do: fc.constantFrom('negate' as const, 'remove' as const), id: fc.nat(12) }),
    fc.record({ do: fc.constant('match' as const), id: fc.nat(12), match: fc.constantFrom('all' as const, 'any') }),
    fc.record({
      do: fc.constant('put' as const),
      id: fc.nat(12),
      key: fc.constantFrom('tag', 'op'),
      leaf: fc.string().map((tag) => ({ type: 'tag' as const, tag })),
    }),
  ) as fc.Arbitrary<DraftChange>;

  it('can all be taken back and done again', () => {
    fc.assert(
      fc.property(condition, fc.array(step, { maxLength: 15 }), (written, steps) => {
        const begun = beginHistory(toDraft(written));
        const done = steps.reduce(changed, begun);
        let back = done;
        while (back.past.length > 0) back = undone(back);
        expect(toCondition(back.draft)).toEqual(toCondition(begun.draft));
        let again = back;
        while (again.future.length > 0) again = redone(again);
        expect(toCondition(again.draft)).toEqual(toCondition(done.draft));
      }),
    );
  });

  it('never give two parts the same id', () => {
    fc.assert(
      fc.property(
        condition,
        fc.array(fc.oneof(step, fc.constant('undo' as const)), { maxLength: 20 }),
        (written, all) => {
          let history = beginHistory(toDraft(written));
          for (const each of all) history = each === 'undo' ? undone(history) : changed(history, each);
          const ids: number[] = [];
          const walk = (of: typeof history.draft.root | (typeof history.draft.root.of)[number]) => {
            ids.push(of.id);
            if (of.kind === 'group') of.of.forEach(walk);
          };
          walk(history.draft.root);
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
    );
  });

  it('take a whole word back that was typed letter by letter', () => {
    const draft = toDraft({ version: 1, when: { type: 'tag', tag: 'a' } });
    const id = draft.root.of[0]?.id ?? -1;
    const typed = ['ab', 'abc', 'abcd'].reduce(
      (history, tag) => changed(history, { do: 'put', id, key: 'tag', leaf: { type: 'tag', tag } }),
      beginHistory(draft),
    );
    expect(toCondition(undone(typed).draft)).toEqual(toCondition(draft));
  });

  it('do not leave an empty group behind', () => {
    const draft = toDraft({
      version: 1,
      when: { type: 'all', of: [{ type: 'any', of: [{ type: 'tag', tag: 'a' }] }] },
    });
    const [group] = draft.root.of;
    const leafId = group?.kind === 'group' ? (group.of[0]?.id ?? -1) : -1;
    const left = changed(beginHistory(draft), { do: 'remove', id: leafId });
    expect(toCondition(left.draft)).toEqual({ version: 1, when: { type: 'all', of: [] } });
  });
});
