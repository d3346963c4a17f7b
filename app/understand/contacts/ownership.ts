// Whose a soft identity is: devices change hands, so the answer has a time. Pure.

export interface Sighting {
  hard: string;
  at: number;
}

/** Earliest first; two of one instant by their hard identity, so that the order of arrival does not matter. */
export function sightingsInOrder(sightings: readonly Sighting[]): Sighting[] {
  return sightings.toSorted((a, b) => a.at - b.at || (a.hard < b.hard ? -1 : a.hard > b.hard ? 1 : 0));
}

/**
 * The hard identity that holds the soft one at an instant: of the latest sighting at or before it, else of the earliest
 * after it, else nobody.
 * @param ordered as `sightingsInOrder` gives them
 */
export function holderAt(ordered: readonly Sighting[], at: number): string | undefined {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const sighting = ordered[middle];
    if (sighting && sighting.at <= at) low = middle + 1;
    else high = middle;
  }
  return (ordered[low - 1] ?? ordered[0])?.hard;
}

/** Whether new sightings move the soft identity at any instant, given what they are now known to be. */
export function movesHands(
  before: readonly Sighting[],
  after: readonly Sighting[],
  fresh: readonly Sighting[],
  contactOf: (hard: string) => string,
): boolean {
  const ownerIn = (sightings: readonly Sighting[], at: number) => {
    const hard = holderAt(sightings, at);
    return hard === undefined ? undefined : contactOf(hard);
  };
  // ownership changes only at sightings, so looking at the new ones and before all time is looking everywhere
  const instants = [Number.NEGATIVE_INFINITY, ...fresh.map((sighting) => sighting.at)];
  return instants.some((at) => ownerIn(before, at) !== ownerIn(after, at));
}
