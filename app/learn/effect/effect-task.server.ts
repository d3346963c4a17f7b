// Measures, hour by hour, what would not have happened without the messages of campaigns and journeys that hold somebody out.
import { campaignOf } from '../../decide/campaigns/store.server.ts';
import { type Clock, DAY, HOUR } from '../../platform/clock/clock.ts';
import { type DayCounter, dayCounter } from '../../platform/clock/day-counter.ts';
import type { Database, Reader, Trx } from '../../platform/db/db.ts';
import type { Nightly } from '../../platform/work/tasks/nightly.server.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import { measureCampaign, measureJourney, type MeasuredArms } from './measure.server.ts';
import { ARMS, effectSubject, FOLLOWED_DAYS, MEASURED_DAYS, spreadOf } from './subject.ts';

export const EFFECT_TASK = {
  id: 'effect',
  kind: 'effect',
  next: (_shop, _zone, now) => now,
} as const satisfies Nightly;

const EVERY_MS = HOUR;

/** One thing to measure; `key` orders them. */
interface ToMeasure {
  key: string;
  subject: string;
  /** of the beginning, in the shop's zone */
  day: string;
  measure(): Promise<MeasuredArms>;
}

interface Frame {
  shop: string;
  currency: string;
  days: DayCounter;
  now: number;
}

/** A slice measures one campaign, or one day's passages through a journey; then it rests for an hour. */
export function createEffectHandler({ db, clock }: { db: Database; clock: Clock }): TaskHandler {
  return async ({ shop, cursor, doneCount }) => {
    const now = clock.now();
    const row = await db.read
      .selectFrom('shop')
      .select(['timezone', 'currency'])
      .where('shop', '=', shop)
      .executeTakeFirst();
    const frame = { shop, currency: row?.currency ?? 'USD', days: dayCounter(row?.timezone ?? 'UTC'), now };
    const all = [...(await campaignsOf(db.read, frame)), ...(await journeysOf(db.read, frame))];
    const next = all.toSorted((a, b) => (a.key < b.key ? -1 : 1)).find(({ key }) => key > (cursor ?? ''));
    if (!next) return { cursor: null, doneCount, ended: false, dueAt: now + EVERY_MS };
    const arms = await next.measure();
    return {
      write: (trx) => writeMeasured(trx, shop, next, arms),
      cursor: next.key,
      doneCount: doneCount + 1,
      ended: false,
    };
  };
}

async function campaignsOf(reader: Reader, { shop, currency, days, now }: Frame): Promise<ToMeasure[]> {
  const rows = await reader
    .selectFrom('campaign')
    .selectAll()
    .where('shop', '=', shop)
    .where('state', 'in', ['sending', 'paused', 'cancelled', 'done'])
    .where('started_at', '>=', now - (FOLLOWED_DAYS + MEASURED_DAYS) * DAY)
    .where('removed_at', 'is', null)
    .execute();
  return rows.map(campaignOf).flatMap(({ id, plan, state, counts }) => {
    const { sendingSince: from } = counts;
    const holdout = counts.leftOut['held_out'] ?? 0;
    if (from === null || holdout === 0) return [];
    const to = from + spreadOf(plan) + MEASURED_DAYS * DAY;
    if (to + (FOLLOWED_DAYS - MEASURED_DAYS) * DAY < now) return [];
    const contacts = { treated: state === 'cancelled' ? counts.queued : counts.treated, holdout };
    const { conversion } = plan;
    return {
      key: `campaign:${id}`,
      subject: effectSubject('campaign', id),
      day: days.name(days.day(from)),
      measure: () => measureCampaign(reader, { shop, campaign: id, from, to, currency, conversion, contacts }),
    };
  });
}

async function journeysOf(reader: Reader, { shop, currency, days, now }: Frame): Promise<ToMeasure[]> {
  const today = days.day(now);
  const first = today - FOLLOWED_DAYS;
  const rows = await reader
    .selectFrom('enrolment')
    .select('journey')
    .distinct()
    .where('shop', '=', shop)
    .where('arm', '=', 'holdout')
    .where('entered_at', '>=', days.startOf(first))
    .execute();
  return rows.flatMap(({ journey }) =>
    Array.from({ length: FOLLOWED_DAYS + 1 }, (_, at) => first + at).map((number) => {
      const day = days.name(number);
      const [from, until] = [days.startOf(number), days.startOf(number + 1)];
      return {
        key: `journey:${journey} ${day}`,
        subject: effectSubject('journey', journey),
        day,
        measure: () => measureJourney(reader, { shop, journey, from, until, currency }),
      };
    }),
  );
}

/** What was measured takes the place of what was measured before. */
async function writeMeasured(trx: Trx, shop: string, { subject, day }: ToMeasure, arms: MeasuredArms): Promise<void> {
  const rows = ARMS.flatMap((arm) =>
    Object.entries(arms[arm]).map(([metric, count]) => ({ shop, subject, day, split: `arm:${arm}`, metric, count })),
  );
  await trx
    .insertInto('tally')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['shop', 'subject', 'day', 'split', 'metric'])
        .doUpdateSet((eb) => ({ count: eb.ref('excluded.count') })),
    )
    .execute();
}
