import { sql } from 'kysely';
import { inChunks } from '../../listen/upsert.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { Appraiser, Change } from '../appraisal/appraiser.ts';
import { conclude } from '../conclude.server.ts';
import { evaluate } from '../conditions/evaluate.ts';
import { nextCheckAt } from '../conditions/next-check.ts';
import { contactViews } from '../conditions/views.server.ts';
import { padded } from '../contacts/padded.ts';
import type { ShopFrame } from '../contacts/shop-frame.server.ts';
import { lowerDues } from '../scoring/standing.server.ts';
import { baseStage, type Qualifying, settledStage, type Stage, type StageBy } from './rules.ts';
import { stageSince } from './since.server.ts';

interface Person {
  id: string;
  stage: Stage;
  by: StageBy;
  base: Stage;
  qualified: boolean;
  automated: boolean;
  since: number | null;
  firstSeenAt: number;
  firstOrderAt: number | null;
}

/** What tells of no address and of no order: since when somebody is at a stage it does not change. */
const VISITING: ReadonlySet<Change> = new Set<Change>([
  'live',
  'field:profile',
  'field:score',
  'field:temperature',
  'page.viewed',
  'product.viewed',
  'collection.viewed',
  'cart.viewed',
  'cart.changed',
  'search.submitted',
  'product.added',
  'file.downloaded',
  'form.sent',
  'chat.used',
  'event.told',
  'message.submitted',
  'message.clicked',
]);

/** What holds of somebody, and when time alone may change it. */
type Held = Qualifying & { next: number | null };

/** Qualifies leads, and says whom the shop keeps out of its funnel. */
export const stageAppraiser: Appraiser = {
  name: 'stage',
  async appraise(trx, frame, touched) {
    const people = await peopleOf(trx, frame, [...touched.keys()]);
    const holds = await qualifying(trx, frame, people);
    const settled = people.map((person) => {
      const held = holds.get(person.id) ?? NOTHING;
      const before = { stage: person.stage, by: person.by };
      const stage = settledStage(before, person.base, held, frame.stages.goBack);
      return { person, stage, qualified: !held.unqualified, held };
    });
    const moved = settled.filter(
      ({ person, stage, qualified }) => stage !== person.stage || qualified !== person.qualified,
    );
    const sinces = await stageSince(
      trx,
      frame,
      settled.map(({ person, stage }) => {
        const changes = touched.get(person.id) ?? new Set();
        const byRow = stage === 'visitor' || stage === 'customer';
        return {
          ...person,
          stage,
          moved: stage !== person.stage,
          live: changes.has('live'),
          uncertain: byRow || [...changes].some((change) => !VISITING.has(change)),
        };
      }),
    );
    const isElsewhere = new Set(moved.map(({ person }) => person.id));
    await write(
      trx,
      frame,
      settled.flatMap(({ person: { id, since: before }, stage, qualified }) => {
        const since = sinces.get(id) ?? before;
        return since === before && !isElsewhere.has(id) ? [] : [{ id, stage, qualified, since }];
      }),
    );
    const dues = [...holds].flatMap(([id, { next }]): [string, number][] => (next === null ? [] : [[id, next]]));
    await lowerDues(trx, frame.shop, new Map(dues));
    const news = moved.filter(({ person, stage }) => stage !== person.stage && touched.get(person.id)?.has('live'));
    await conclude(
      trx,
      frame,
      news.map(({ person, stage, held }) => ({
        contact: person.id,
        kind: 'stage.moved',
        before: person.stage,
        after: stage,
        reason: { by: 'rule', mql: held.mql, sql: held.sql, unqualified: held.unqualified },
      })),
    );
    return new Map(moved.map(({ person }) => [person.id, new Set<Change>(['field:stage', 'field:qualified'])]));
  },
};

const NOTHING: Held = { mql: false, sql: false, unqualified: false, next: null };

async function peopleOf(trx: Trx, { shop, stages }: ShopFrame, contacts: readonly string[]) {
  const rows = await trx
    .selectFrom('contact')
    .select(['id', 'stage', 'stage_by', 'stage_since', 'orders_count', 'email', 'customer_id'])
    .select(['qualified', 'automated', 'first_seen_at', 'first_order_at'])
    .where('shop', '=', shop)
    .where('id', 'in', padded(contacts))
    .execute();
  return rows.map((row): Person => ({
    id: row.id,
    stage: row.stage as Stage,
    by: row.stage_by as StageBy,
    base: baseStage(
      { ordersCount: row.orders_count, known: row.email !== null || row.customer_id !== null },
      stages.loyalOrders,
    ),
    qualified: row.qualified === 1,
    automated: row.automated === 1,
    since: row.stage_since,
    firstSeenAt: row.first_seen_at,
    firstOrderAt: row.first_order_at,
  }));
}

/** Which conditions hold; nobody is qualified who wants no automated decisions, and no device that nobody has named. */
async function qualifying(
  trx: Trx,
  { shop, stages: { mql, sql: intent, unqualified }, now, zone }: ShopFrame,
  people: readonly Person[],
): Promise<Map<string, Held>> {
  const asked = people.filter(({ base, automated }) => automated && (base === 'lead' || unqualified !== null));
  const known = padded(asked.filter(({ base }) => base !== 'visitor').map(({ id }) => id));
  const conditions = [mql, intent, ...(unqualified ? [unqualified] : [])];
  const views = await contactViews(trx, shop, known, conditions, { now, zone });
  return new Map(
    [...views].map(([id, view]) => {
      const nexts = conditions.flatMap((condition) => nextCheckAt(condition, view) ?? []);
      const held: Held = {
        mql: evaluate(mql, view),
        sql: evaluate(intent, view),
        unqualified: unqualified !== null && evaluate(unqualified, view),
        // a condition with a window may stop holding as days pass
        next: nexts.length > 0 ? Math.min(...nexts) : null,
      };
      return [id, held];
    }),
  );
}

async function write(
  trx: Trx,
  { shop, now }: ShopFrame,
  settled: readonly { id: string; stage: Stage; qualified: boolean; since: number | null }[],
): Promise<void> {
  await inChunks(settled, 4, async (some) => {
    const rows = some.map(
      ({ id, stage, qualified, since }) =>
        sql`(${id}, ${stage}, cast(${qualified ? 1 : 0} as integer), cast(${since} as bigint))`,
    );
    await sql`
      with moved(id, stage, qualified, since) as (values ${sql.join(rows)})
      update contact set stage = moved.stage, qualified = moved.qualified, stage_since = moved.since, updated_at = ${now}
      from moved where contact.shop = ${shop} and contact.id = moved.id`.execute(trx);
  });
}
