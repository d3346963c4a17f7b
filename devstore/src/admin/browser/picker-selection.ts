import type { PickerOptions } from '../messages.ts';
import type { Resource, Variant } from './picker-row.ts';

export interface PickerSelection {
  /** Learns what is behind an id that was ticked from the beginning. */
  meet(resource: Resource): void;
  /** Without a variant: the whole product, or the collection. */
  toggle(resource: Resource, variantId: string | undefined, on: boolean): void;
  stateOf(resourceId: string, variantId: string | undefined): 'on' | 'some' | 'off';
  count(): number;
  isFull(): boolean;
  picked(): (Resource | Variant)[];
}

interface Chosen {
  resource: Resource | undefined;
  /** Ids of the chosen variants; none named means all of them. */
  variants: Set<string> | null;
}

/** What is ticked. Products are chosen with their variants, variants one by one, collections as a whole. */
export function pickerSelection(options: PickerOptions, most: number): PickerSelection {
  const byVariant = options.type === 'variant';
  const chosen = new Map<string, Chosen>();
  const wantedVariants = new Set<string>();
  for (const { id, variants } of options.selectionIds ?? []) {
    if (byVariant) wantedVariants.add(id);
    else chosen.set(id, { resource: undefined, variants: variants ? new Set(variants.map((one) => one.id)) : null });
  }
  const all = (resource: Resource) => new Set((resource.variants ?? []).map((one) => one.id));
  const count = () =>
    byVariant
      ? wantedVariants.size + [...chosen.values()].reduce((sum, one) => sum + (one.variants?.size ?? 0), 0)
      : chosen.size;

  return {
    meet: (resource) => {
      const known = chosen.get(resource.id);
      if (known) known.resource ??= resource;
      for (const variant of resource.variants ?? []) {
        if (!wantedVariants.delete(variant.id)) continue;
        const entry = chosen.get(resource.id) ?? { resource, variants: new Set<string>() };
        entry.variants?.add(variant.id);
        chosen.set(resource.id, entry);
      }
    },
    toggle: (resource, variantId, on) => {
      const before = chosen.get(resource.id);
      // One only: whatever was chosen makes room. Variants of the one product may still be several.
      if (on && most === 1 && (byVariant || !before)) {
        chosen.clear();
        wantedVariants.clear();
      }
      if (variantId === undefined) {
        if (on) chosen.set(resource.id, { resource, variants: null });
        else chosen.delete(resource.id);
        return;
      }
      const kept = chosen.get(resource.id);
      const variants = kept ? (kept.variants ?? all(resource)) : new Set<string>();
      if (on) variants.add(variantId);
      else variants.delete(variantId);
      if (variants.size === 0) chosen.delete(resource.id);
      else chosen.set(resource.id, { resource, variants });
    },
    stateOf: (resourceId, variantId) => {
      const entry = chosen.get(resourceId);
      if (!entry) return 'off';
      if (variantId !== undefined) return entry.variants === null || entry.variants.has(variantId) ? 'on' : 'off';
      const whole = entry.variants === null || !entry.resource || entry.variants.size === all(entry.resource).size;
      return whole ? 'on' : 'some';
    },
    count,
    isFull: () => count() >= most,
    picked: () =>
      [...chosen.values()].flatMap(({ resource, variants }): (Resource | Variant)[] => {
        if (!resource) return [];
        const picked = (resource.variants ?? []).filter((one) => variants === null || variants.has(one.id));
        if (byVariant) return picked;
        return [options.type === 'collection' ? resource : { ...resource, variants: picked }];
      }),
  };
}
