// Which products go together. Pure.

export interface Pair {
  product: string;
  /** orders that hold both */
  together: number;
}

/** One order may be chance. */
const LEAST_TOGETHER = 2;

/**
 * Cosine similarity of "is in this order" (Linden, Smith, York, "Amazon.com Recommendations", 2003), without the asked
 * product's own count, which is the same for all: a best seller that is in every order is not special beside this one.
 * @param popularity in how many orders each product stands at all
 */
export function rankPairs(pairs: readonly Pair[], popularity: ReadonlyMap<string, number>): string[] {
  const score = ({ product, together }: Pair) => together / Math.sqrt(Math.max(popularity.get(product) ?? 0, together));
  return pairs
    .filter((pair) => pair.together >= LEAST_TOGETHER)
    .sort((a, b) => score(b) - score(a) || b.together - a.together || (a.product < b.product ? -1 : 1))
    .map((pair) => pair.product);
}

export type Why = 'bought_together' | 'best_seller';

export interface Candidate {
  product: string;
  why: Why;
}

/** Bought together first, then best sellers; each product once, never the one that is being looked at. */
export function candidates(
  together: readonly string[],
  sellers: readonly string[],
  product: string | null,
): Candidate[] {
  const seen = new Set([product]);
  const list: Candidate[] = [];
  const add = (ids: readonly string[], why: Why) => {
    for (const id of ids) {
      if (seen.has(id)) continue;
      seen.add(id);
      list.push({ product: id, why });
    }
  };
  add(together, 'bought_together');
  add(sellers, 'best_seller');
  return list;
}
