// On what kind of device somebody visits.
import { z } from 'zod';
import { DEVICE_KINDS, type DeviceKind } from '../../../listen/facts/fact.ts';
import { type ContactView, FactsNotLoaded } from '../contact-view.ts';
import { leafKind } from './leaf-kind.ts';
import { factKey, type NeededFact } from './needed-fact.ts';
import { type Window, windowPasses, windowShape } from './window.ts';

/** Has viewed a page on one of these kinds of devices, as far as the browser told: ever, or within days. */
export const device = leafKind({
  schema: z.strictObject({
    type: z.literal('device'),
    in: z.array(z.enum(DEVICE_KINDS)).min(1).max(DEVICE_KINDS.length),
    ...windowShape,
  }),
  holds: (leaf, view) => leaf.in.some((kind) => (measured(visitsOn(kind, leaf), view) ?? 0) > 0),
  reason: (leaf, view) => ({
    key: 'condition.device',
    values: {
      in: leaf.in.join(', '),
      actual: leaf.in.filter((kind) => (measured(visitsOn(kind, leaf), view) ?? 0) > 0).join(', ') || null,
      windowDays: leaf.windowDays ?? null,
      from: leaf.from ?? null,
      to: leaf.to ?? null,
    },
  }),
  changes: () => ['page.viewed'],
  next(leaf, view) {
    const instants = leaf.in.flatMap((kind) => {
      if (leaf.windowDays === undefined) return [];
      return windowPasses(view, leaf, measured({ ...visitsOn(kind, leaf), measure: 'first' }, view)) ?? [];
    });
    return instants.length === 0 ? null : Math.min(...instants);
  },
  measures: (leaf) =>
    leaf.in.flatMap((kind) => {
      const visits = { of: 'facts', ...visitsOn(kind, leaf) } as const;
      return leaf.windowDays === undefined ? [visits] : [visits, { ...visits, measure: 'first' }];
    }),
});

/** The page views on one kind of device. */
export function visitsOn(kind: DeviceKind, { windowDays, from, to }: Window): NeededFact {
  return {
    kind: 'page.viewed',
    where: [{ property: 'device', test: 'is', value: kind }],
    ...(windowDays !== undefined && { windowDays }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

function measured(needed: NeededFact, view: ContactView): number | null {
  const measure = view.facts.get(factKey(needed));
  if (measure === undefined) throw new FactsNotLoaded('on which devices pages were viewed was not loaded');
  return measure;
}
