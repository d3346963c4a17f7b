// Days that come round: a birthday, the day of the first order, of the first visit.
import { z } from 'zod';
import { dayOf } from '../../../platform/clock/zones.ts';
import type { ContactView } from '../contact-view.ts';
import { comingDays, comingFrom, earliest, nextComing } from './day-of-year.ts';
import { leafKind } from './leaf-kind.ts';

/** Today or within the `days` days that come; without `days`, in this calendar month. The shop's days. */
export const anniversary = leafKind({
  schema: z.strictObject({
    type: z.literal('anniversary'),
    of: z.enum(['birthday', 'first.order', 'first.seen']),
    days: z.number().int().min(0).max(365).exactOptional(),
  }),
  holds(leaf, view) {
    const named = dayNamed(leaf.of, view);
    return named !== null && isPast(leaf, view) && comingDays(view, leaf.days).has(named);
  },
  reason: (leaf, view) => ({
    key: 'condition.anniversary',
    values: { of: leaf.of, actual: dayNamed(leaf.of, view), days: leaf.days ?? null },
  }),
  changes: () => ['field:profile'],
  next(leaf, view) {
    const named = dayNamed(leaf.of, view);
    return named === null ? null : nextComing(view, named, leaf.days);
  },
});

interface Asked {
  of: 'birthday' | 'first.order' | 'first.seen';
  days?: number;
}

/** What happens for the first time is not an anniversary yet. */
function isPast({ of, days }: Asked, view: ContactView): boolean {
  return of === 'birthday' || (view.dates[of] ?? Infinity) < comingFrom(view, days);
}

/** MM-DD; null when it is not known. */
function dayNamed(of: Asked['of'], view: ContactView): string | null {
  if (of === 'birthday') return view.texts.birthday;
  const at = view.dates[of];
  return at === null || at < earliest(view) ? null : dayOf(at, view.zone).slice(5);
}
