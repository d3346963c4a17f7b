// Tells Shopify's marketing page what campaigns and journeys brought, night by night: only what changed since.
import { type Clock, HOUR } from '../../platform/clock/clock.ts';
import { dayOf, offsetOf, startOfDay, startOfNamedDay } from '../../platform/clock/zones.ts';
import type { Database, Reader, Trx } from '../../platform/db/db.ts';
import type { Admin, AdminClient } from '../../platform/shopify/admin/admin.server.ts';
import { refuseWhenDenied } from '../../platform/shopify/admin/refuse-when-denied.ts';
import { requireDone, UserErrors } from '../../platform/shopify/admin/user-errors.ts';
import {
  MarketingActivityTellDocument,
  MarketingEngagementTellDocument,
} from '../../platform/shopify/generated/graphql.ts';
import type { Nightly } from '../../platform/work/tasks/nightly.server.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import type { GrantedScopes } from '../../shop/access/granted-scopes.server.ts';
import { costOf } from '../costs/costs-of.ts';
import type { CostsService } from '../costs/service.server.ts';
import { dayBefore, type Period } from '../reports/period.ts';
import type { NumbersService } from '../reports/numbers.server.ts';
import { toldSubjects } from './subjects.server.ts';
import { activityInput, engagementInput, remoteIdOf, type ToldSubject, utmOf } from './told.ts';

/** Some hours after midnight, when what happened late in the day has been heard. */
const NIGHT_MS = 3 * HOUR;

export const RESULTS_TASK = {
  id: 'results',
  kind: 'results',
  next: (_shop, zone, now) => nextNight(now, zone),
} as const satisfies Nightly;

export const RESULTS_SCOPE = 'write_marketing_events';

/** Later than that little changes. */
const DAYS = 60;
/** Each is a call; one slice makes so many at most. */
const DAYS_A_SLICE = 20;

interface Deps {
  db: Database;
  clock: Clock;
  admin: Admin;
  scopes: GrantedScopes;
  numbers: Pick<NumbersService, 'byDay'>;
  costs: Pick<CostsService, 'list'>;
  apiKey: string;
}

interface Done {
  subject: string;
  /** what the activity was told as */
  told: string;
  reason: string | null;
  days: { day: string; told: string }[];
}

/** What was told of an activity last. */
interface ToldBefore {
  utm: string;
  input: string;
}

/** A slice tells of one campaign or journey; then it rests until the next night. */
export function createResultsHandler({ db, clock, admin, scopes, numbers, costs, apiKey }: Deps): TaskHandler {
  return refuseWhenDenied(async ({ shop, cursor, doneCount }) => {
    const now = clock.now();
    const row = await db.read
      .selectFrom('shop')
      .select(['timezone', 'currency'])
      .where('shop', '=', shop)
      .executeTakeFirst();
    const zone = row?.timezone ?? 'UTC';
    const rest = { cursor: null, doneCount, ended: false, dueAt: nextNight(now, zone) };
    // who installed before it was asked for has not agreed yet
    if (!row || !(await scopes(shop)).has(RESULTS_SCOPE)) return rest;
    const today = dayOf(now, zone);
    const period = { from: dayBefore(today, DAYS), to: today };
    const currency = row.currency ?? 'USD';
    const lines = (await costs.list(shop)).filter((line) => line.currency === currency);
    const subjects = await toldSubjects(db.read, shop, period, lines);
    const next = subjects
      .toSorted((a, b) => (remoteIdOf(a) < remoteIdOf(b) ? -1 : 1))
      .find((one) => remoteIdOf(one) > (cursor ?? ''));
    if (!next) return rest;
    const days = await daysOf(next, period);
    const known = await knownOf(db.read, shop, remoteIdOf(next));
    const of = { currency, home: `https://${shop}/admin/apps/${apiKey}` };
    const changed = days.filter(({ day, told }) => known.days.get(day) !== told);
    const some = changed.slice(0, DAYS_A_SLICE);
    const done = await tell(admin(shop), next, of, some, known.activity);
    const isWhole = some.length === changed.length || done.reason !== null;
    return {
      write: (trx) => writeDown(trx, shop, done, { now, from: period.from }),
      cursor: isWhole ? remoteIdOf(next) : cursor,
      doneCount: doneCount + 1,
      ended: false,
    };

    async function daysOf(subject: ToldSubject, within: Period) {
      const counted = await numbers.byDay(shop, remoteIdOf(subject), within);
      return counted.map(({ day, counts }) => {
        const campaign = subject.kind === 'campaign' ? subject.id : null;
        const of = { period: { from: day, to: day }, sent: [{ day, submitted: counts.submitted ?? 0 }], campaign };
        // what is spent on all messages is not shared out among journeys
        const hers = campaign === null ? lines.filter(({ per }) => per === 'thousand') : lines;
        const spent = hers.reduce((sum, line) => sum + costOf(line, of), counts.discounts ?? 0);
        const utcOffset = offsetOf(startOfNamedDay(day, zone), zone);
        const engagement = engagementInput({ day, counts, cost: spent }, { currency, utcOffset });
        return { day, engagement, told: JSON.stringify(engagement) };
      });
    }
  });
}

type ToTell = { day: string; told: string; engagement: ReturnType<typeof engagementInput> };

async function tell(
  client: AdminClient,
  subject: ToldSubject,
  of: Parameters<typeof activityInput>[1],
  days: readonly ToTell[],
  before: ToldBefore | null,
): Promise<Done> {
  const utm = before?.utm ?? utmOf(subject);
  const input = activityInput(subject, of, utm);
  const remoteId = remoteIdOf(subject);
  const done: Done = {
    subject: remoteId,
    told: JSON.stringify({ utm, input: JSON.stringify(input) }),
    reason: null,
    days: [],
  };
  try {
    if (before?.input !== JSON.stringify(input)) {
      requireDone((await client.query(MarketingActivityTellDocument, { input })).marketingActivityUpsertExternal);
    }
    for (const { day, told, engagement } of days) {
      requireDone(
        (await client.query(MarketingEngagementTellDocument, { remoteId, engagement })).marketingEngagementCreate,
      );
      done.days.push({ day, told });
    }
  } catch (error) {
    if (!(error instanceof UserErrors)) throw error;
    done.reason = error.message;
    // not taken: told once more in the next night
    if (done.days.length === 0 && before?.input !== JSON.stringify(input))
      done.told = before ? JSON.stringify(before) : '';
  }
  return done;
}

async function knownOf(reader: Reader, shop: string, subject: string) {
  const activity = await reader
    .selectFrom('told_activity')
    .select('told')
    .where('shop', '=', shop)
    .where('subject', '=', subject)
    .executeTakeFirst();
  const days = await reader
    .selectFrom('told_day')
    .select(['day', 'told'])
    .where('shop', '=', shop)
    .where('subject', '=', subject)
    .execute();
  return {
    activity: activity && activity.told !== '' ? (JSON.parse(activity.told) as ToldBefore) : null,
    days: new Map(days.map(({ day, told }) => [day, told])),
  };
}

interface At {
  now: number;
  /** no day before it is told again */
  from: string;
}

async function writeDown(trx: Trx, shop: string, done: Done, { now, from }: At): Promise<void> {
  const { subject, told, reason, days } = done;
  await trx
    .deleteFrom('told_day')
    .where('shop', '=', shop)
    .where('subject', '=', subject)
    .where('day', '<', from)
    .execute();
  await trx
    .insertInto('told_activity')
    .values({ shop, subject, told, reason, told_at: now })
    .onConflict((conflict) => conflict.columns(['shop', 'subject']).doUpdateSet({ told, reason, told_at: now }))
    .execute();
  if (days.length === 0) return;
  await trx
    .insertInto('told_day')
    .values(days.map((one) => ({ shop, subject, ...one })))
    .onConflict((conflict) =>
      conflict.columns(['shop', 'subject', 'day']).doUpdateSet((eb) => ({ told: eb.ref('excluded.told') })),
    )
    .execute();
}

function nextNight(now: number, zone: string): number {
  const tonight = startOfDay(now, zone) + NIGHT_MS;
  return tonight > now ? tonight : startOfDay(now, zone, 1) + NIGHT_MS;
}
