/** The places of the life cycle, from the top of the funnel to the wheel. */
export const STAGES = ['visitor', 'lead', 'mql', 'sql', 'customer', 'loyal'] as const;

export type Stage = (typeof STAGES)[number];

/** Who decided it: the shop's rules, or a person, whose word stands until it is taken back. */
export type StageBy = 'rule' | 'hand';

/** What orders and handles alone say. */
export function baseStage({ ordersCount, known }: { ordersCount: number; known: boolean }, loyalOrders: number): Stage {
  if (ordersCount >= loyalOrders) return 'loyal';
  if (ordersCount > 0) return 'customer';
  return known ? 'lead' : 'visitor';
}

export interface Standing {
  stage: Stage;
  by: StageBy;
}

/**
 * Where a fold leaves somebody: qualifying is decided later, from conditions, so a lead who is qualified stays so until
 * it is looked at again.
 * @param stood where the contacts stood that it was made of, the contact itself last; a person's word goes first
 */
export function foldedStage(
  stood: readonly ({ stage: string; stage_by: string } | undefined)[],
  base: Stage,
): Standing {
  const known = stood.filter((each) => each !== undefined);
  const byHand = known.findLast((each) => each.stage_by === 'hand');
  if (byHand) return { stage: byHand.stage as Stage, by: 'hand' };
  const before = known.at(-1)?.stage;
  return { stage: base === 'lead' && (before === 'mql' || before === 'sql') ? before : base, by: 'rule' };
}

export interface Qualifying {
  mql: boolean;
  sql: boolean;
  /** kept out of the funnel */
  unqualified: boolean;
}

/** Where somebody stands, from orders, handles and conditions; the one rule of stages. */
export function settledStage(before: Standing, base: Stage, holds: Qualifying, goBack: boolean): Stage {
  if (before.by === 'hand') return before.stage;
  if (base !== 'lead' || holds.unqualified) return base;
  const now: Stage = holds.sql ? 'sql' : holds.mql ? 'mql' : 'lead';
  if (goBack) return now;
  return STAGES.indexOf(before.stage) > STAGES.indexOf(now) && before.stage !== 'customer' && before.stage !== 'loyal'
    ? before.stage
    : now;
}
