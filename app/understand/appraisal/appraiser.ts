// What is concluded from a contact as a whole: scores, stage, persona, segments. It comes after the fold, from rows, so that
// hearing stays quick and each conclusion may stand on those before it.
import type { FactKind } from '../../listen/facts/fact.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { ShopFrame } from '../contacts/shop-frame.server.ts';

/**
 * What may have changed of a contact: a kind of fact that it has now, a field of its profile by the name that conditions
 * use, or everything (merged, moved, imported anew). `check:SEGMENT`: time has passed that may matter to a segment.
 * `live`: something happened just now; without it what changed is history that was read, and nothing is announced.
 * `turn:N`: what was concluded changed what conclusions stand on, for the Nth time running.
 */
export type Change = FactKind | `field:${string}` | `check:${string}` | `turn:${number}` | 'everything' | 'live';

/** By contact. */
export type Touched = ReadonlyMap<string, ReadonlySet<Change>>;

export interface Appraiser {
  name: string;
  /**
   * Looks at contacts again and writes what is concluded, in the caller's transaction. Done again it writes nothing.
   * @param ask wakes a kind of work once this is committed; for work that was queued here, so that it goes in no circle
   * @returns what it changed of whom, for those that come after it
   */
  appraise(trx: Trx, frame: ShopFrame, touched: Touched, ask: (kind: string) => void): Promise<Touched>;
}
