// Where somebody stood among the RFM groups, and where she moved: as the movement matrix tells it, from day to day.
import { z } from 'zod';
import { RFM_GROUPS, type RfmGroup } from '../../rfm/groups.ts';
import type { ContactView } from '../contact-view.ts';
import { dayAgo, dayStart } from '../moment.ts';
import { leafKind } from './leaf-kind.ts';

const groups = z.array(z.enum(RFM_GROUPS)).min(1);
const days = z.number().int().min(1).max(3650);

/** In one of these groups at the end of the day so many days ago. */
export const rfmWas = leafKind({
  schema: z.strictObject({ type: z.literal('rfm.was'), in: groups, days }),
  holds: (leaf, view) => leaf.in.includes(groupThen(leaf, view)),
  reason: (leaf, view) => ({
    key: 'condition.rfmWas',
    values: { actual: groupThen(leaf, view), in: leaf.in.join(', '), days: leaf.days },
  }),
  changes: () => ['field:rfm', 'field:profile'],
  next: nextMove,
});

/** In another group than then; from one of these, to one of these, as far as either is said. */
export const rfmMoved = leafKind({
  schema: z.strictObject({
    type: z.literal('rfm.moved'),
    from: groups.exactOptional(),
    to: groups.exactOptional(),
    days,
  }),
  holds(leaf, view) {
    const before = groupThen(leaf, view);
    if (before === view.rfmGroup) return false;
    return (leaf.from?.includes(before) ?? true) && (leaf.to?.includes(view.rfmGroup) ?? true);
  },
  reason: (leaf, view) => ({
    key: 'condition.rfmMoved',
    values: {
      before: groupThen(leaf, view),
      actual: view.rfmGroup,
      from: leaf.from?.join(', ') ?? null,
      to: leaf.to?.join(', ') ?? null,
      days: leaf.days,
    },
  }),
  changes: () => ['field:rfm', 'field:profile'],
  next: nextMove,
});

/** Who has no history was a prospect. */
function groupThen(leaf: { days: number }, view: ContactView): RfmGroup {
  const day = dayAgo(view, leaf.days);
  return view.rfmDays.findLast((change) => change.day <= day)?.group ?? 'prospects';
}

/** On the day on which the next change is so many days ago. */
function nextMove(leaf: { days: number }, view: ContactView): number | null {
  const day = dayAgo(view, leaf.days);
  const change = view.rfmDays.find((each) => each.day > day);
  return change ? dayStart(view, change.day, leaf.days) : null;
}
