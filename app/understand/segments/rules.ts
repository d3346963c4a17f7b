import { type Condition, leavesOf } from '../conditions/condition.ts';

/** The condition of a static segment that is filled by hand alone: it holds for nobody. */
export const BY_HAND: Condition = { version: 1, when: { type: 'any', of: [] } };

export const isByHand = ({ when }: Condition) => when.type === 'any' && when.of.length === 0;

/** What a segment is, as far as it rests on others. */
export interface Named {
  id: string;
  condition: Condition;
}

/** The segments that a condition names. */
export function segmentsNamed(condition: Condition): string[] {
  return [...new Set(leavesOf(condition.when).flatMap((leaf) => (leaf.type === 'segment' ? leaf.in : [])))];
}

/**
 * The way by which a segment would come back to itself, from it to it; null when it does not.
 * @param others all other segments of the shop
 */
export function circle(segment: Named, others: readonly Named[]): string[] | null {
  const conditions = new Map([...others, segment].map(({ id, condition }) => [id, condition]));
  const seen = new Set<string>();
  const way = (from: string): string[] | null => {
    const condition = conditions.get(from);
    if (!condition) return null;
    for (const next of segmentsNamed(condition)) {
      if (next === segment.id) return [next];
      if (seen.has(next)) continue;
      seen.add(next);
      const rest = way(next);
      if (rest) return [next, ...rest];
    }
    return null;
  };
  const rest = way(segment.id);
  return rest && [segment.id, ...rest];
}

/** Segments in an order in which each comes after those that it names. */
export function inOrder<T extends Named>(segments: readonly T[]): T[] {
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  const ordered = new Set<T>();
  const entered = new Set<string>();
  const enter = (segment: T) => {
    // a circle that came about all the same (a restored back-up) ends here
    if (entered.has(segment.id)) return;
    entered.add(segment.id);
    for (const id of segmentsNamed(segment.condition)) {
      const named = byId.get(id);
      if (named) enter(named);
    }
    ordered.add(segment);
  };
  segments.forEach(enter);
  return [...ordered];
}

/**
 * Whether a condition asks for products by what the catalogue says of them: their collections and makers change without
 * anything being heard of a contact.
 */
export function restsOnCatalogue(condition: Condition): boolean {
  return leavesOf(condition.when).some(
    (leaf) => leaf.type === 'products' && Object.keys(leaf.which).some((key) => key !== 'products'),
  );
}
