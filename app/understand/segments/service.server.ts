import { type Clock, DAY } from '../../platform/clock/clock.ts';
import { dayOf } from '../../platform/clock/zones.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { createTasksService, type TaskProgress } from '../../platform/work/tasks/tasks-service.server.ts';
import type { Wake } from '../../platform/work/worker.ts';
import type { Condition } from '../conditions/condition.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { BUILD_TASK, buildTaskId } from './build.ts';
import { daysOf, type SegmentDays } from './days.server.ts';
import { createSegmentHands } from './hands.server.ts';
import { membersOf, overlapOf } from './members.server.ts';
import { queueBuild, queueBuildTask } from './queue-build.server.ts';
import { RECIPES } from './recipes.ts';
import { circle, isByHand } from './rules.ts';
import type { Segment } from './segment.ts';
import { allSegments, findSegment } from './store.server.ts';
import { queueTwin } from './twin-task.server.ts';
import { segmentName } from './words.ts';
import type { Words } from '../words.ts';
import { createSegmentWhys } from './whys.server.ts';

export interface SegmentDraft {
  name: string;
  description?: string;
  /** static: whom the condition finds now, and whoever is put in by hand */
  kind: 'live' | 'static';
  condition: Condition;
  recipe?: string;
}

export type SegmentSaved =
  | { ok: true; id: string }
  /** it would come back to itself by way of these segments, by their names */
  | { ok: false; reason: 'circle'; path: Words[] }
  | { ok: false; reason: 'unknown' }
  | { ok: false; reason: 'too_many'; most: number };

export interface SegmentLine extends Segment {
  /** members gained or lost in the last 7 days; null when it is younger */
  change: number | null;
  /** orders of its members in the last 30 days, net, minor units of the shop's currency */
  revenue: number;
  /** of the gathering that is under way; null when none is */
  progress: TaskProgress | null;
}

export interface SegmentMove {
  contact: string;
  name: string | null;
  joined: boolean;
  at: number;
}

export type SegmentsService = ReturnType<typeof createSegmentsService>;

/** More would make every fact dear. */
export const MOST_SEGMENTS = 200;

interface Deps {
  db: Database;
  clock: Clock;
  wake: Wake;
}

export function createSegmentsService({ db, clock, wake }: Deps) {
  const tasks = createTasksService({ db, clock, wake });

  const circleOf = async (trx: Trx, shop: string, segment: { id: string; condition: Condition }, name: string) => {
    const others = (await allSegments(trx, shop)).filter(({ id }) => id !== segment.id);
    const path = circle(segment, others);
    const names = new Map(others.map((other) => [other.id, segmentName(other)]));
    return path?.map((id): Words => names.get(id) ?? name) ?? null;
  };

  return {
    ...createSegmentHands({ db, clock, wake }),
    ...createSegmentWhys({ db, clock }),

    /** the oldest first */
    async list(shop: string): Promise<SegmentLine[]> {
      const segments = await allSegments(db.read, shop);
      const tallies = await talliesOf(shop);
      const running = await tasks.list(shop, [BUILD_TASK], MOST_SEGMENTS);
      return segments.map((segment) => lineOf(segment, tallies, running));
    },

    async get(shop: string, id: string): Promise<SegmentLine | null> {
      const segment = await findSegment(db.read, shop, id);
      if (!segment) return null;
      const progress = await tasks.get(shop, buildTaskId(id));
      return lineOf(segment, await talliesOf(shop, id), progress ? [progress] : []);
    },

    /** Its members are gathered in the background; nobody is told to have joined by that. */
    async create(shop: string, draft: SegmentDraft): Promise<SegmentSaved> {
      const now = clock.now();
      const saved = await db.write((trx) => createSegment(trx, shop, draft, now, circleOf), { lock: foldLock(shop) });
      if (saved.ok) wake('tasks', shop, now);
      return saved;
    },

    /** Name and description at once; a new condition is gathered in the background, and the members until then stay. */
    async change(shop: string, id: string, draft: Omit<SegmentDraft, 'kind' | 'recipe'>): Promise<SegmentSaved> {
      const now = clock.now();
      const saved = await db.write(
        async (trx): Promise<SegmentSaved> => {
          const segment = await findSegment(trx, shop, id);
          if (!segment) return { ok: false, reason: 'unknown' };
          // whom one holds that is filled by hand, no condition says
          const wanted = isByHand(segment.condition) ? segment.condition : draft.condition;
          const path = await circleOf(trx, shop, { id, condition: wanted }, draft.name);
          if (path) return { ok: false, reason: 'circle', path };
          const condition = JSON.stringify(wanted);
          await trx
            .updateTable('segment')
            .set({ name: draft.name, description: draft.description ?? '', condition, updated_at: now })
            .where('shop', '=', shop)
            .where('id', '=', id)
            .execute();
          if (condition !== JSON.stringify(segment.condition)) {
            await queueBuild(trx, shop, segment, now, { fresh: true, announce: false });
          }
          if (segment.tag !== null && draft.name !== segment.name) await queueTwin(trx, shop, id, now, { named: true });
          return { ok: true, id };
        },
        { lock: foldLock(shop) },
      );
      if (saved.ok) wake('tasks', shop, now);
      return saved;
    },

    /** Can be taken back with `restore` for a day; then a live one's members are gathered anew. */
    async remove(shop: string, id: string): Promise<void> {
      const now = clock.now();
      await db.write(
        async (trx) => {
          const gone = await trx
            .updateTable('segment')
            .set({ removed_at: now, building: null, state: 'standing' })
            .where('shop', '=', shop)
            .where('id', '=', id)
            .where('removed_at', 'is', null)
            .returning('id')
            .execute();
          if (gone.length === 0) return;
          await trx.deleteFrom('segment_check').where('shop', '=', shop).where('segment', '=', id).execute();
          const build = { phase: 'clear', after: '', fresh: true, announce: false } as const;
          await queueBuildTask(trx, shop, id, now + DAY, build);
          await queueTwin(trx, shop, id, now + DAY);
        },
        { lock: foldLock(shop) },
      );
      wake('tasks', shop, now + DAY);
    },

    async restore(shop: string, id: string): Promise<void> {
      const now = clock.now();
      await db.write(
        async (trx) => {
          const back = await trx
            .updateTable('segment')
            .set({ removed_at: null })
            .where('shop', '=', shop)
            .where('id', '=', id)
            .where('removed_at', 'is not', null)
            .returning(['id', 'kind', 'generation', 'building', 'built_at'])
            .execute();
          for (const segment of back) {
            // a static one is whom it held
            if (segment.kind === 'static' && segment.built_at !== null) continue;
            await queueBuild(trx, shop, segment, now, { fresh: true, announce: false });
          }
        },
        { lock: foldLock(shop) },
      );
      wake('tasks', shop, now);
    },

    /** Gathers the members anew by the same condition. @param announce whoever joins or leaves by this is told of */
    async rebuild(shop: string, id: string, { announce = false } = {}): Promise<void> {
      const now = clock.now();
      await db.write(
        async (trx) => {
          const segment = await findSegment(trx, shop, id);
          if (!segment || segment.kind === 'static') return;
          // what changed in Shopify since it was last read is news
          const tells = announce || segment.kind === 'shopify';
          await queueBuild(trx, shop, segment, now, { fresh: false, announce: tells });
        },
        { lock: foldLock(shop) },
      );
      wake('tasks', shop, now);
    },

    /** Breaks the gathering off; `resume` goes on from where it stood. */
    async stop(shop: string, id: string): Promise<void> {
      await setGathering(shop, id, 'building', 'stopped');
    },

    async resume(shop: string, id: string): Promise<void> {
      await setGathering(shop, id, 'stopped', 'building');
      wake('tasks', shop, clock.now());
    },

    async members(shop: string, id: string, page: { after?: string | null; limit?: number } = {}) {
      const segment = await findSegment(db.read, shop, id);
      return segment ? membersOf(db.read, shop, segment, page) : { rows: [], next: null };
    },

    /** How many contacts are in one, in both, in the other; null when either is not there. */
    async overlap(shop: string, one: string, other: string) {
      const [left, right] = [await findSegment(db.read, shop, one), await findSegment(db.read, shop, other)];
      return left && right ? overlapOf(db.read, shop, left, right) : null;
    },

    /** Size and revenue by day, the oldest first. */
    days: (shop: string, id: string, count = 90): Promise<SegmentDays> => daysOf({ db, clock }, shop, id, count),

    /** Who joined and left lately, latest first. */
    async moves(shop: string, id: string, limit = 20): Promise<SegmentMove[]> {
      const rows = await db.read
        .selectFrom('decision')
        .leftJoin('contact', (join) =>
          join.onRef('contact.shop', '=', 'decision.shop').onRef('contact.id', '=', 'decision.contact'),
        )
        .select(['decision.contact', 'decision.kind', 'decision.at', 'email', 'first_name', 'last_name'])
        .where('decision.shop', '=', shop)
        .where('decision.kind', 'in', ['segment.joined', 'segment.left'])
        .where('decision.at', '>=', clock.now() - 7 * DAY)
        .where((eb) => eb.or([eb('decision.after', '=', id), eb('decision.before', '=', id)]))
        .orderBy('decision.at', 'desc')
        .orderBy('decision.id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        contact: row.contact,
        name: [row.first_name, row.last_name].filter(Boolean).join(' ') || row.email,
        joined: row.kind === 'segment.joined',
        at: row.at,
      }));
    },

    recipes: () => RECIPES,
  };

  async function setGathering(shop: string, id: string, from: 'building' | 'stopped', to: 'building' | 'stopped') {
    const now = clock.now();
    await db.write(
      async (trx) => {
        const found = await trx
          .updateTable('segment')
          .set({ state: to })
          .where('shop', '=', shop)
          .where('id', '=', id)
          .where('state', '=', from)
          .where('building', 'is not', null)
          .returning('id')
          .execute();
        if (found.length === 0) return;
        // without its lease a slice that is under way is not written
        const state = to === 'stopped' ? 'attention' : 'queued';
        await trx
          .updateTable('task')
          .set({ state, lease_until: null, lease_by: null, due_at: now, attempts: 0, reason: null })
          .where('shop', '=', shop)
          .where('id', '=', buildTaskId(id))
          .execute();
      },
      { lock: foldLock(shop) },
    );
  }

  /** By segment: members a week ago, and revenue of the last 30 days. */
  async function talliesOf(shop: string, id?: string) {
    const zone = (await db.read.selectFrom('shop').select('timezone').where('shop', '=', shop).executeTakeFirst())
      ?.timezone;
    const since = dayOf(clock.now() - 30 * DAY, zone ?? 'UTC');
    const weekAgo = dayOf(clock.now() - 7 * DAY, zone ?? 'UTC');
    let query = db.read
      .selectFrom('segment_day')
      .select(['segment', 'day', 'count', 'revenue'])
      .where('shop', '=', shop)
      .where('day', '>', since);
    if (id !== undefined) query = query.where('segment', '=', id);
    const rows = await query.orderBy('day').execute();
    const tallies = new Map<string, { before: number | null; revenue: number }>();
    for (const { segment, day, count, revenue } of rows) {
      const tally = tallies.get(segment) ?? { before: null, revenue: 0 };
      tally.revenue += revenue;
      if (day <= weekAgo) tally.before = count;
      tallies.set(segment, tally);
    }
    return tallies;
  }
}

function lineOf(
  segment: Segment,
  tallies: ReadonlyMap<string, { before: number | null; revenue: number }>,
  running: readonly TaskProgress[],
): SegmentLine {
  const tally = tallies.get(segment.id);
  const before = tally?.before ?? null;
  const progress = running.find(({ id }) => id === buildTaskId(segment.id));
  return {
    ...segment,
    change: before === null ? null : segment.count - before,
    revenue: tally?.revenue ?? 0,
    progress: segment.building !== null && progress ? progress : null,
  };
}

async function createSegment(
  trx: Trx,
  shop: string,
  draft: SegmentDraft,
  now: number,
  circleOf: (
    trx: Trx,
    shop: string,
    segment: { id: string; condition: Condition },
    name: string,
  ) => Promise<Words[] | null>,
): Promise<SegmentSaved> {
  const { count } = await trx
    .selectFrom('segment')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('shop', '=', shop)
    .executeTakeFirstOrThrow();
  const standing = (await allSegments(trx, shop)).length;
  if (standing >= MOST_SEGMENTS) return { ok: false, reason: 'too_many', most: MOST_SEGMENTS };
  const id = stableId(shop, draft.name, String(now), String(count));
  const path = await circleOf(trx, shop, { id, condition: draft.condition }, draft.name);
  if (path) return { ok: false, reason: 'circle', path };
  const byHand = draft.kind === 'static' && isByHand(draft.condition);
  await trx
    .insertInto('segment')
    .values({
      shop,
      id,
      name: draft.name,
      description: draft.description ?? '',
      kind: draft.kind,
      recipe: draft.recipe ?? null,
      condition: JSON.stringify(draft.condition),
      built_at: byHand ? now : null,
      created_at: now,
      updated_at: now,
    })
    .execute();
  if (!byHand)
    await queueBuild(trx, shop, { id, generation: 0, building: null }, now, { fresh: true, announce: false });
  return { ok: true, id };
}
