import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeTags, withoutPrefix } from './merge-tags.ts';

const nothing = { give: [], take: [], add: [], remove: [] };

describe('tags of a contact and her customer', () => {
  it.each([
    ['a tag given here is added there', ['vip'], [], [], { ...nothing, add: ['vip'], agreed: ['vip'] }],
    ['a tag given there is given here', [], ['vip'], [], { ...nothing, give: ['vip'], agreed: ['vip'] }],
    ['a tag taken here is removed there', [], ['VIP'], ['vip'], { ...nothing, remove: ['VIP'], agreed: [] }],
    ['a tag removed there is taken here', ['vip'], [], ['vip'], { ...nothing, take: ['vip'], agreed: [] }],
    ['a tag that both took away is gone', [], [], ['vip'], { ...nothing, agreed: [] }],
    ['what is the same but for its letters is the same', ['Vip'], ['vip'], [], { ...nothing, agreed: ['Vip'] }],
  ])('%s', (_what, local, remote, agreed, expected) => {
    expect(mergeTags({ local, remote, agreed })).toEqual(expected);
  });

  it('are the same once it is done, and then there is nothing more to do', () => {
    const some = fc.uniqueArray(fc.constantFrom('a', 'B', 'c', 'D e', 'é'));
    fc.assert(
      fc.property(some, some, some, (local, remote, agreed) => {
        const merge = mergeTags({ local, remote, agreed });
        const after = {
          local: [...local.filter((tag) => !merge.take.includes(tag)), ...merge.give],
          remote: [...remote.filter((tag) => !merge.remove.includes(tag)), ...merge.add],
        };
        expect(after.local.toSorted()).toEqual(after.remote.toSorted());
        const again = mergeTags({ ...after, agreed: merge.agreed });
        expect(again).toMatchObject(nothing);
        expect(again.agreed).toEqual(merge.agreed);
      }),
    );
  });

  it('are ours in Shopify when they have the prefix, whatever its letters', () => {
    expect(withoutPrefix(['SM: vip', 'sm:new', 'vip', 'sm:', 'xsm:a'], 'sm:')).toEqual(['vip', 'new']);
  });
});
