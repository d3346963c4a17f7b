import type { Condition } from '../../understand/conditions/condition.ts';
import type { StageMove } from '../../understand/stages/by-hand.server.ts';
import type { Objective } from '../../understand/stages/objectives.server.ts';
import type { Temperature } from '../../understand/scoring/bands.ts';
import type { Stage, StageBy } from '../../understand/stages/rules.ts';
import type { StageRules } from '../../understand/stages/stage-rules.ts';

/** What has a condition that a merchant may change. */
export const STAGE_CONDITIONS = ['mql', 'sql', 'unqualified'] as const;
export type StageCondition = (typeof STAGE_CONDITIONS)[number];

export interface StagesView {
  rules: StageRules;
  counts: { stage: Stage; contacts: number }[];
  objectives: Objective[];
}

export interface StageNumbers {
  loyalOrders: number;
  goBack: boolean;
  objectiveDays: number;
}

export interface ContactStage {
  stage: Stage;
  by: StageBy;
  temperature: Temperature;
  qualified: boolean;
  /** latest first */
  history: StageMove[];
}

export interface StagePages {
  view(shop: string): Promise<StagesView>;
  rules(shop: string): Promise<StageRules>;
  setNumbers(shop: string, numbers: StageNumbers): Promise<void>;
  /** @param condition null: as it ships */
  setCondition(shop: string, of: StageCondition, condition: Condition | null): Promise<void>;
  /** null when there is no such contact */
  of(shop: string, contact: string): Promise<ContactStage | null>;
  setByHand(shop: string, contact: string, stage: Stage, told: { who: string; note: string }): Promise<void>;
  release(shop: string, contact: string, who: string): Promise<void>;
}
