import type { Reckoned } from '../decide/campaigns/reckon.server.ts';
import type { Reckoning } from '../ui/views/campaign-views.ts';

/** A reckoned audience as a page shows it. */
export function reckoningOf(reckoned: Reckoned | null): Reckoning | null {
  return reckoned && { treated: reckoned.treated, leftOut: reckoned.leftOut, more: reckoned.looked !== null };
}
