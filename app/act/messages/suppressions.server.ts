import type { Clock } from '../../platform/clock/clock.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import { createSuppressionByHand } from './suppression-by-hand.server.ts';
import { createSuppressionList } from './suppression-list.server.ts';

/** What the page of the suppression list reads and does. */
export function createSuppressions(tools: { db: Database; clock: Clock; seal: Seal }) {
  return { suppressionList: createSuppressionList(tools), suppressionByHand: createSuppressionByHand(tools) };
}
