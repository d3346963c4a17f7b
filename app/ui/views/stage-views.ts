import type { Condition } from '../../understand/conditions/condition.ts';
import type { StageMove } from '../../understand/stages/by-hand.server.ts';
import type { Objective } from '../../understand/stages/objectives.server.ts';
import type { Temperature } from '../../understand/scoring/bands.ts';
import type { Stage, StageBy } from '../../understand/stages/rules.ts';
import type { StageRules } from '../../understand/stages/stage-rules.ts';
import type { TimeInStage } from '../../understand/stages/time-in-stage.server.ts';
import type { StageWhy } from '../../understand/stages/why-stage.server.ts';
import type { NamesById } from './condition-views.ts';

/** What has a condition that a merchant may change. */
export const STAGE_CONDITIONS = ['mql', 'sql', 'unqualified'] as const;
export type StageCondition = (typeof STAGE_CONDITIONS)[number];

export interface StagesView {
  rules: StageRules;
  /** of what the conditions name by id */
  names: NamesById;
  counts: { stage: Stage; contacts: number }[];
  objectives: Objective[];
  times: TimeInStage[];
}

export interface StageNumbers {
  loyalOrders: number;
  goBack: boolean;
  objectiveDays: number;
}

export interface ContactStage {
  stage: Stage;
  by: StageBy;
  /** null where it is not known yet */
  since: number | null;
  orders: number;
  /** from how many orders on somebody is loyal */
  loyalOrders: number;
  /** false: wants no automated decisions */
  automated: boolean;
  /** of a lead, MQL or SQL that the rules have placed: which conditions hold, and which do not */
  why: StageWhy[];
  names: NamesById;
  temperature: Temperature;
  qualified: boolean;
  /** latest first */
  history: StageMove[];
}

export interface StagePages {
  view(shop: string): Promise<StagesView>;
  /** null: nobody is kept out */
  condition(shop: string, of: StageCondition): Promise<{ condition: Condition | null; names: NamesById }>;
  setNumbers(shop: string, numbers: StageNumbers): Promise<void>;
  /** @param condition null: as it ships */
  setCondition(shop: string, of: StageCondition, condition: Condition | null): Promise<void>;
  /** null when there is no such contact */
  of(shop: string, contact: string): Promise<ContactStage | null>;
  setByHand(shop: string, contact: string, stage: Stage, told: { who: string; note: string }): Promise<void>;
  release(shop: string, contact: string, who: string): Promise<void>;
}
