// What may be said about a product, and how exactly. Pure.

export type ProofKind = 'bought' | 'carts' | 'stock' | 'views';

export interface Proof {
  kind: ProofKind;
  /** "at least": 3, 5, 10, 20, 50 or 100; for stock the pieces left, as the shop itself shows them */
  count: number;
  hours: number;
}

const STEPS = [100, 50, 20, 10, 5, 3] as const;

/** No more than this has to be counted to say everything that is ever said. */
export const COUNT_CAP = STEPS[0];

/** The largest step that the count has reached; 0 when it is too small to be spoken of. */
export function coarse(count: number): number {
  return STEPS.find((step) => count >= step) ?? 0;
}

/** Counted people or orders become a line only from the merchant's threshold on. */
export function counted(
  kind: 'bought' | 'carts' | 'views',
  count: number,
  threshold: number,
  hours: number,
): Proof | null {
  const said = count >= threshold ? coarse(count) : 0;
  return said > 0 ? { kind, count: said, hours } : null;
}

/** One variant's pieces: null when Shopify does not track them, `continue` when it sells beyond them. */
export interface VariantStock {
  inventory: number | null;
  inventory_policy: string | null;
}

/** "Only N left" is true only if every variant is tracked and none is sold beyond its stock. */
export function stock(variants: readonly VariantStock[], below: number, hours: number): Proof | null {
  if (variants.length === 0) return null;
  let left = 0;
  for (const { inventory, inventory_policy: policy } of variants) {
    if (inventory === null || policy === 'continue') return null;
    left += Math.max(0, inventory);
  }
  return left > 0 && left < below ? { kind: 'stock', count: left, hours } : null;
}
