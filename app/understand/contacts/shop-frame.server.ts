import type { Reader, Trx } from '../../platform/db/db.ts';
import { dayCounter, type DayCounter } from '../../platform/clock/day-counter.ts';
import { parseSettings } from '../../shop/settings/settings-service.server.ts';
import { parseFrozenCuts, type FrozenCuts } from '../rfm/rules.ts';
import type { RulePoints } from '../scoring/rules.ts';

/** What a fold needs to know of its shop, at one instant. */
export interface ShopFrame {
  shop: string;
  zone: string;
  currency: string;
  now: number;
  today: number;
  calendar: DayCounter;
  cuts: FrozenCuts | null;
  /** what the merchant has set for the score's rules */
  points: RulePoints;
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
  return {
    shop,
    zone: row.timezone,
    currency: row.currency,
    now,
    today: calendar.day(now),
    calendar,
    cuts: parseFrozenCuts(row.rfm_cuts),
    points: parseSettings(row.settings).scoring.points,
    rfmDay: row.rfm_day,
  };
}
