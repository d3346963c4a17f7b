// Reads what was measured: from counters only.
import type { Database } from '../../platform/db/db.ts';
import type { Period } from '../reports/period.ts';
import { type Effect, effectOf } from './effect.ts';
import type { Measured, MeasuredArms } from './measure.server.ts';
import { ARMS, effectSubject, MEASURED_DAYS } from './subject.ts';

export interface EffectReport {
  measured: MeasuredArms;
  effect: Effect;
  /** whether that is enough to say anything */
  enough: boolean;
  days: number;
}

/** Smaller groups, and fewer who did it, say next to nothing. */
export const ENOUGH_CONTACTS = 50;
export const ENOUGH_CONVERTED = 10;

export interface EffectService {
  /**
   * Treated against held out; null where nobody was held out, or nothing was measured yet.
   * @param period of a journey: the days on which people came to it; a campaign has one beginning
   */
  of(shop: string, kind: 'campaign' | 'journey', id: string, period: Period | null): Promise<EffectReport | null>;
}

export function createEffectService({ db }: { db: Database }): EffectService {
  return {
    async of(shop, kind, id, period) {
      const rows = await db.read
        .selectFrom('tally')
        .select((eb) => ['split', 'metric', eb.fn.sum<number>('count').as('count')])
        .where('shop', '=', shop)
        .where('subject', '=', effectSubject(kind, id))
        .$if(period !== null, (query) =>
          query.where('day', '>=', period?.from ?? '').where('day', '<=', period?.to ?? ''),
        )
        .groupBy(['split', 'metric'])
        .execute();
      const of = (arm: string): Measured => {
        const count = (metric: string) =>
          Number(rows.find((row) => row.split === `arm:${arm}` && row.metric === metric)?.count ?? 0);
        return { contacts: count('contacts'), converted: count('converted'), revenue: count('revenue') };
      };
      const measured = Object.fromEntries(ARMS.map((arm) => [arm, of(arm)])) as MeasuredArms;
      const effect = effectOf(measured.treated, measured.holdout);
      return effect && { measured, effect, enough: isEnough(measured), days: MEASURED_DAYS };
    },
  };
}

const isEnough = ({ treated, holdout }: MeasuredArms): boolean =>
  Math.min(treated.contacts, holdout.contacts) >= ENOUGH_CONTACTS &&
  treated.converted + holdout.converted >= ENOUGH_CONVERTED;
