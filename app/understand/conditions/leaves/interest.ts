// What somebody cares for, as her views, carts and purchases tell.
import { z } from 'zod';
import { INTEREST_KINDS, KEPT } from '../../interests/rules.ts';
import type { ContactView } from '../contact-view.ts';
import { leafKind } from './leaf-kind.ts';

/**
 * A product type, collection, vendor or product tag is among the strongest interests of its kind (`top` 1: it is the
 * strongest), or has at least that share of them (in percent). Time alone does not change it: all interests fade alike.
 */
export const interest = leafKind({
  schema: z.strictObject({
    type: z.literal('interest'),
    kind: z.enum(INTEREST_KINDS),
    name: z.string().min(1).max(255),
    top: z.number().int().min(1).max(KEPT).exactOptional(),
    share: z.number().int().min(1).max(100).exactOptional(),
  }),
  holds(leaf, view) {
    const found = interestIn(leaf, view);
    if (!found) return false;
    return found.rank <= (leaf.top ?? KEPT) && found.share >= (leaf.share ?? 0) * 10;
  },
  reason: (leaf, view) => {
    const found = interestIn(leaf, view);
    return {
      key: `condition.interest.${leaf.kind}`,
      values: {
        name: leaf.name,
        actual: found ? Math.round(found.share / 10) : null,
        rank: found?.rank ?? null,
        top: leaf.top ?? null,
        share: leaf.share ?? null,
      },
    };
  },
  changes: () => ['field:interest'],
});

export const interestKey = ({ kind, name }: { kind: string; name: string }) => `${kind}\n${name}`;

const interestIn = (leaf: { kind: string; name: string }, view: ContactView) => view.interests.get(interestKey(leaf));
