import type { Product } from '../shop/types.ts';
import { RANGES } from './catalogue.ts';
import type { Random } from './random.ts';

/** Which products sell, and which sell together: what makes "bought together" mean something. */
export interface Taste {
  favouriteRange(month: number): string;
  neighbour(range: string): string;
  /** A product of this range, the popular ones far more often. */
  anchor(range: string): Product;
  /** What goes into the same basket. */
  companion(product: Product): Product;
}

export function makeTaste(random: Random, products: Product[], collectionHandle: (id: string) => string): Taste {
  const byRange = new Map<string, Product[]>();
  for (const product of products) {
    const range = collectionHandle(product.collectionIds[0] ?? '');
    byRange.set(range, [...(byRange.get(range) ?? []), product]);
  }
  // The order within a range is its order of popularity.
  for (const [range, list] of byRange)
    byRange.set(
      range,
      [...list].sort(() => random.next() - 0.5),
    );

  const neighbours = new Map(RANGES.map((range) => [range.handle, range.neighbour]));
  const neighbour = (range: string) => neighbours.get(range) ?? range;
  const inRange = (range: string) => byRange.get(range) ?? products;
  const popular = (range: string) => random.weighted(inRange(range), (_, n) => 1 / (n + 1.5));

  const companions = new Map<string, Product[]>();
  for (const product of products) {
    const range = collectionHandle(product.collectionIds[0] ?? '');
    const sameSeries = inRange(range).filter((one) => one !== product && one.tags[1] === product.tags[1]);
    const others = [random.pick(inRange(range)), random.pick(inRange(neighbour(range)))];
    companions.set(
      product.id,
      [...sameSeries.slice(0, 2), ...others].filter((one) => one.id !== product.id),
    );
  }

  return {
    favouriteRange: (month) =>
      random.weighted(RANGES, (range) => range.weight * (range.peakMonths.includes(month) ? 2.2 : 1)).handle,
    neighbour,
    anchor: popular,
    companion: (product) => {
      const list = companions.get(product.id) ?? [];
      if (list.length > 0 && random.chance(0.75)) return random.weighted(list, (_, n) => 1 / (n + 1));
      return popular(collectionHandle(product.collectionIds[0] ?? ''));
    },
  };
}
