// Gathers the members of a segment: a new generation beside the one that stands, some contacts at a time by their ids, and
// puts it in its place at the end. Who changes meanwhile is seen to by the appraiser, which knows how far this has come.
import { sql } from 'kysely';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Admin } from '../../platform/shopify/admin/admin.server.ts';
import { refuseWhenDenied } from '../../platform/shopify/admin/refuse-when-denied.ts';
import { type Task, type TaskHandler, TaskRefused, type TaskSlice } from '../../platform/work/tasks/task.ts';
import { endOfStretch } from '../conditions/end-of-stretch.server.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import { type Build, readBuild, writeBuild } from './build.ts';
import { gather, type Gathering } from './gather.server.ts';
import { type Move, writeMoves } from './membership.server.ts';
import { queueBuild } from './queue-build.server.ts';
import { segmentsNamed } from './rules.ts';
import { gatherTheirs, theirMembers } from './shopify-members.server.ts';
import { allSegments, findSegment } from './store.server.ts';

/** Contacts and old rows of a slice. PostgreSQL counts for all of them at once: facts wait until that is written. */
const SLICES = { sqlite: { contacts: 5000, rows: 5000 }, postgres: { contacts: 250_000, rows: 20_000 } };
const MOVES_A_SLICE = 500;

interface Deps {
  db: Database;
  clock: Clock;
  /** of whom the members of Shopify's own segments are asked */
  admin?: Admin;
  slices?: { contacts: number; rows: number };
  /** what rests on the members of a segment is told that others may be in it now */
  gathered?: (trx: Trx, shop: string, segment: string, now: number) => Promise<void>;
}

export function createSegmentHandler(deps: Deps): TaskHandler {
  return refuseWhenDenied(async (task) => {
    const id = task.id.slice(task.id.indexOf(':') + 1);
    const build = readBuild(task.cursor);
    const segment = await findSegment(deps.db.read, task.shop, id);
    const frame = await shopFrame(deps.db.read, task.shop, deps.clock.now());
    if (!build || !frame) return { cursor: task.cursor, doneCount: task.doneCount, ended: true };
    const { gathered = async () => {}, slices = SLICES[deps.db.dialect] } = deps;
    if (!segment || build.phase === 'clear') return clearSlice(task, id, segment?.generation ?? null, slices.rows);
    if (segment.building === null) return { cursor: task.cursor, doneCount: task.doneCount, ended: true };
    const at = { frame, segment, building: segment.building, build, gathered };
    if (build.phase !== 'gather') return tellSlice(task, at);
    return segment.kind === 'shopify' ? theirSlice(deps, task, at) : gatherSlice(deps, task, at, slices.contacts);
  });
}

interface At extends Gathering {
  build: Build;
  gathered: NonNullable<Deps['gathered']>;
}

/** One of Shopify's own: its members are asked for, a page at a time. */
async function theirSlice({ admin }: Deps, task: Task, at: At): Promise<TaskSlice> {
  const { build, segment, frame } = at;
  if (!admin) throw new TaskRefused('Shopify cannot be asked here');
  const { name, customers, next, total } = await theirMembers(admin(task.shop), segment, build.after);
  const then: Build =
    next === null ? { ...build, phase: build.announce ? 'tell' : 'clear', after: '' } : { ...build, after: next };
  return {
    lock: foldLock(task.shop),
    async write(trx) {
      if (name !== null && name !== segment.name) await callLikeTheirs(trx, at, name);
      await gatherTheirs(trx, frame, segment, customers);
      if (then.phase === 'clear') await swap(trx, at);
    },
    cursor: writeBuild(then),
    doneCount: task.doneCount + customers.length,
    totalCount: total,
    ended: false,
  };
}

/** It is Shopify's, and is called as there. */
async function callLikeTheirs(trx: Trx, { frame, segment }: At, name: string): Promise<void> {
  const one = trx.updateTable('segment').set({ name }).where('shop', '=', frame.shop).where('id', '=', segment.id);
  await one.execute();
}

async function gatherSlice({ db }: Deps, task: Task, at: At, size: number): Promise<TaskSlice> {
  const { build } = at;
  const until = await endOfStretch(db, task.shop, build.after, size);
  const totalCount = task.totalCount ?? (await countContacts(db, task.shop));
  const next: Build =
    until === null ? { ...build, phase: build.announce ? 'tell' : 'clear', after: '' } : { ...build, after: until };
  return {
    lock: foldLock(task.shop),
    async write(trx) {
      await gather(trx, db.dialect, at, { after: build.after, until });
      if (next.phase === 'clear') await swap(trx, at);
    },
    cursor: writeBuild(next),
    doneCount: until === null ? totalCount : task.doneCount + size,
    totalCount,
    ended: false,
  };
}

/** Makes what stands equal to what was gathered, telling of each who joins or leaves by it. */
async function tellSlice(task: Task, at: At): Promise<TaskSlice> {
  const { frame, segment, building, build } = at;
  const slice: TaskSlice = {
    lock: foldLock(task.shop),
    async write(trx) {
      const [gathered, standing] = [
        await membersAfter(trx, task.shop, segment.id, building, build.after),
        await membersAfter(trx, task.shop, segment.id, segment.generation, build.after),
      ];
      // as far as both pages reach
      const ends = [gathered, standing].flatMap((page) => (page.length < MOVES_A_SLICE ? [] : (page.at(-1) ?? [])));
      const until = ends.toSorted()[0];
      const within = (contact: string) => until === undefined || contact <= until;
      const [now, before] = [new Set(gathered.filter(within)), new Set(standing.filter(within))];
      const move = (contact: string, joins: boolean): Move => ({
        segment: segment.id,
        generations: [segment.generation],
        contact,
        joins,
        announce: true,
        counts: true,
      });
      await writeMoves(trx, frame, [
        ...[...now].filter((contact) => !before.has(contact)).map((contact) => move(contact, true)),
        ...[...before].filter((contact) => !now.has(contact)).map((contact) => move(contact, false)),
      ]);
      if (until === undefined) await swap(trx, at);
      slice.cursor = writeBuild(
        until === undefined ? { ...build, phase: 'clear', after: '' } : { ...build, after: until },
      );
    },
    cursor: task.cursor,
    doneCount: task.doneCount,
    ended: false,
  };
  return slice;
}

async function membersAfter(trx: Trx, shop: string, segment: string, generation: number, after: string) {
  const rows = await trx
    .selectFrom('segment_member')
    .select('contact')
    .where('shop', '=', shop)
    .where('segment', '=', segment)
    .where('generation', '=', generation)
    .where('contact', '>', after)
    .orderBy('contact')
    .limit(MOVES_A_SLICE)
    .execute();
  return rows.map(({ contact }) => contact);
}

/** What was gathered stands from now on; segments that name this one are gathered anew. */
async function swap(trx: Trx, { frame, segment, building, build, gathered }: At): Promise<void> {
  const { shop, now, calendar, today } = frame;
  const { count } = await trx
    .selectFrom('segment_member')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('shop', '=', shop)
    .where('segment', '=', segment.id)
    .where('generation', '=', building)
    .executeTakeFirstOrThrow();
  await trx
    .updateTable('segment')
    .set({ generation: building, building: null, state: 'standing', count, built_at: now })
    .where('shop', '=', shop)
    .where('id', '=', segment.id)
    .execute();
  await trx
    .insertInto('segment_day')
    .values({ shop, segment: segment.id, day: calendar.name(today), count })
    .onConflict((conflict) => conflict.columns(['shop', 'segment', 'day']).doUpdateSet({ count }))
    .execute();
  for (const other of await allSegments(trx, shop, ['live'])) {
    if (other.id === segment.id || !segmentsNamed(other.condition).includes(segment.id)) continue;
    await queueBuild(trx, shop, other, now, { fresh: false, announce: build.announce });
  }
  await gathered(trx, shop, segment.id, now);
}

/** Rows of generations that stand no longer; all of them where the segment is gone. */
async function clearSlice(task: Task, id: string, generation: number | null, most: number): Promise<TaskSlice> {
  const slice: TaskSlice = {
    async write(trx) {
      let old = trx
        .selectFrom('segment_member')
        .select(['generation', 'contact'])
        .where('shop', '=', task.shop)
        .where('segment', '=', id);
      if (generation !== null) old = old.where('generation', '<', generation);
      const rows = await old.orderBy('generation').orderBy('contact').limit(most).execute();
      const last = rows.at(-1);
      slice.ended = rows.length < most;
      if (!last) return;
      await trx
        .deleteFrom('segment_member')
        .where('shop', '=', task.shop)
        .where('segment', '=', id)
        .where(sql<boolean>`(generation, contact) <= (${last.generation}, ${last.contact})`)
        .execute();
    },
    cursor: task.cursor,
    doneCount: task.doneCount,
    ended: false,
  };
  return slice;
}

async function countContacts(db: Database, shop: string): Promise<number> {
  const { count } = await db.read
    .selectFrom('contact')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('shop', '=', shop)
    .executeTakeFirstOrThrow();
  return count;
}
