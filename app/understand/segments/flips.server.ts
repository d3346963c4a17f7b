// How often contacts went in and out of segments lately: who does so without end is held where she is.
import { HOUR } from '../../platform/clock/clock.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';

/** Who goes in and out of a segment more often than this within an hour is held where she is. */
export const MOST_FLIPS = 6;

const keyOf = (segment: string, contact: string) => `${segment} ${contact}`;

/**
 * Until when contacts are held in, or out of, each segment.
 * @returns asks of one segment and one contact; null: she is not held
 */
export async function heldUntil(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
  now: number,
): Promise<(segment: string, contact: string) => number | null> {
  const lately = await reader
    .selectFrom('decision')
    .select(['contact', 'before', 'after', 'at'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .where('at', '>', now - HOUR)
    .where('kind', 'in', ['segment.joined', 'segment.left'])
    .execute();
  const flips = new Map<string, number[]>();
  for (const { contact, before, after, at } of lately) {
    const key = keyOf(after ?? before ?? '', contact);
    flips.set(key, [...(flips.get(key) ?? []), at]);
  }
  return (segment, contact) => {
    const moments = flips.get(keyOf(segment, contact)) ?? [];
    return moments.length >= MOST_FLIPS ? Math.min(...moments) + HOUR : null;
  };
}
