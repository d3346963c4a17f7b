// Who is an MQL, who an SQL, who is kept out: conditions of the shop's settings, or those that ship.
import type { Settings } from '../../shop/settings/settings.ts';
import { conditionSchema, type Condition } from '../conditions/condition.ts';

export interface StageRules {
  mql: Condition;
  sql: Condition;
  unqualified: Condition | null;
  loyalOrders: number;
  goBack: boolean;
  objectiveDays: number;
  /** which conditions are as they ship */
  ships: { mql: boolean; sql: boolean };
}

/** Engaged: as many points as make a contact warm. */
export const DEFAULT_MQL: Condition = { version: 1, when: { type: 'score', op: 'gte', value: 20 } };

/** Meaning to buy: a checkout begun, or coming back to the same product within few days. */
export const DEFAULT_SQL: Condition = {
  version: 1,
  when: {
    type: 'any',
    of: [
      { type: 'facts', kind: 'checkout.started', windowDays: 14, op: 'gte', value: 1 },
      { type: 'same.product', did: 'viewed', windowDays: 7, op: 'gte', value: 3 },
    ],
  },
};

/** A stored condition that cannot be read any more is as it ships. */
export function stageRulesOf({ mql, sql, unqualified, ...rest }: Settings['stages']): StageRules {
  const own = { mql: read(mql), sql: read(sql) };
  return {
    ...rest,
    mql: own.mql ?? DEFAULT_MQL,
    sql: own.sql ?? DEFAULT_SQL,
    unqualified: read(unqualified),
    ships: { mql: own.mql === null, sql: own.sql === null },
  };
}

function read(stored: string | null): Condition | null {
  if (stored === null) return null;
  try {
    return conditionSchema.parse(JSON.parse(stored));
  } catch {
    return null;
  }
}
