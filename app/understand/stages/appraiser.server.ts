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

interface Person {
  id: string;
  stage: Stage;
  by: StageBy;
  base: Stage;
  qualified: boolean;
  automated: boolean;
}

/** What holds of somebody, and when time alone may change it. */
type Held = Qualifying & { next: number | null };

/** Qualifies leads, and says whom the shop keeps out of its funnel. */
export const stageAppraiser: Appraiser = {
  name: 'stage',
  async appraise(trx, frame, touched) {
    const people = await peopleOf(trx, frame, [...touched.keys()]);
    const holds = await qualifying(trx, frame, people);
    const moved = people.flatMap((person) => {
      const held = holds.get(person.id) ?? NOTHING;
      const before = { stage: person.stage, by: person.by };
      const stage = settledStage(before, person.base, held, frame.stages.goBack);
      const qualified = !held.unqualified;
      return stage === person.stage && qualified === person.qualified ? [] : [{ person, stage, qualified, held }];
    });
    await write(
      trx,
      frame,
      moved.map(({ person, stage, qualified }) => ({ id: person.id, stage, qualified })),
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
    .select(['id', 'stage', 'stage_by', 'orders_count', 'email', 'customer_id', 'qualified', 'automated'])
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
  moved: readonly { id: string; stage: Stage; qualified: boolean }[],
): Promise<void> {
  await inChunks(moved, 3, async (some) => {
    const rows = some.map(({ id, stage, qualified }) => sql`(${id}, ${stage}, cast(${qualified ? 1 : 0} as integer))`);
    await sql`
      with moved(id, stage, qualified) as (values ${sql.join(rows)})
      update contact set stage = moved.stage, qualified = moved.qualified, updated_at = ${now}
      from moved where contact.shop = ${shop} and contact.id = moved.id`.execute(trx);
  });
}
