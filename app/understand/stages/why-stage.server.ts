import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Condition } from '../conditions/condition.ts';
import { whyHolds, type WhyHolds } from '../conditions/why-holds.server.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import type { Stage } from './rules.ts';

/** One of the shop's conditions for a contact: whether it holds, and by which of its parts. */
export interface StageWhy extends WhyHolds {
  of: 'mql' | 'sql' | 'unqualified';
  condition: Condition;
}

/**
 * Which conditions put somebody where the rules have put her, with what happened. Of a lead those that do not hold yet;
 * nothing of visitors and customers, whom handles and orders alone place.
 */
export async function whyStage(
  { db, clock }: { db: Database; clock: Clock },
  shop: string,
  contact: string,
  stage: Stage,
): Promise<StageWhy[]> {
  if (stage !== 'lead' && stage !== 'mql' && stage !== 'sql') return [];
  const frame = await shopFrame(db.read, shop, clock.now());
  if (!frame) return [];
  const { mql, sql, unqualified } = frame.stages;
  const moment = { now: frame.now, zone: frame.zone };
  const why = async (of: StageWhy['of'], condition: Condition): Promise<StageWhy[]> => {
    const held = await whyHolds(db.read, shop, contact, condition, moment);
    return held ? [{ of, condition, ...held }] : [];
  };
  const kept = unqualified ? await why('unqualified', unqualified) : [];
  if (kept.some(({ holds }) => holds)) return kept;
  return [...(stage === 'mql' ? [] : await why('sql', sql)), ...(stage === 'sql' ? [] : await why('mql', mql))];
}
