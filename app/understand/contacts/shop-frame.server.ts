import type { Reader, Trx } from '../../platform/db/db.ts';
import { dayCounter, type DayCounter } from '../../platform/clock/day-counter.ts';
import { parseSettings } from '../../shop/settings/settings-service.server.ts';
import { measureOf, type Measure } from '../rfm/measure.ts';
import { parseFrozenCuts, type FrozenCuts } from '../rfm/rules.ts';
import type { Bands } from '../scoring/bands.ts';
import { type RuleSet, ruleSetOf } from '../scoring/rule-set.ts';
import { storedRules } from '../scoring/stored-rules.server.ts';
import { stageRulesOf, type StageRules } from '../stages/stage-rules.ts';

/** What a fold needs to know of its shop, at one instant. */
export interface ShopFrame {
  shop: string;
  zone: string;
  currency: string;
  now: number;
  today: number;
  calendar: DayCounter;
  cuts: FrozenCuts | null;
  /** which orders frequency and money count */
  measure: Measure;
  /** what earns and loses points */
  rules: RuleSet;
  bands: Bands;
  stages: StageRules;
  /** null when the cut-points wait for a refresh */
  rfmDay: string | null;
}

/** @returns undefined when there is no such shop */
export async function shopFrame(reader: Reader | Trx, shop: string, now: number): Promise<ShopFrame | undefined> {
  const row = await reader
    .selectFrom('shop')
    .select(['currency', 'timezone', 'rfm_day', 'rfm_cuts', 'settings'])
    .where('shop', '=', shop)
    .executeTakeFirst();
  if (!row) return undefined;
  const calendar = dayCounter(row.timezone);
  const settings = parseSettings(row.settings);
  const today = calendar.day(now);
  return {
    shop,
    zone: row.timezone,
    currency: row.currency,
    now,
    today,
    calendar,
    cuts: parseFrozenCuts(row.rfm_cuts),
    measure: measureOf(settings.rfm, calendar, today),
    rules: ruleSetOf(await storedRules(reader, shop), settings.scoring.points),
    bands: settings.scoring.bands,
    stages: stageRulesOf(settings.stages),
    rfmDay: row.rfm_day,
  };
}
