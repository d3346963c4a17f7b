// What one slice of gathering writes: the members of the new generation among a stretch of contacts, and whom of them to
// look at again on the next midnight.
import { type RawBuilder, sql } from 'kysely';
import type { Database, Trx } from '../../platform/db/db.ts';
import { isBehavioural } from '../conditions/behavioural.ts';
import { type Among, isAmong } from '../conditions/holding-contacts.server.ts';
import { judgedContacts } from '../conditions/judged-contacts.server.ts';
import { decidingSql, toSql } from '../conditions/to-sql.server.ts';
import type { ShopFrame } from '../contacts/shop-frame.server.ts';
import { mayChangeByTime, partedByTime } from './needs.ts';
import type { Segment } from './segment.ts';

export interface Gathering {
  frame: ShopFrame;
  segment: Segment;
  /** the generation that is gathered */
  building: number;
}

/**
 * For one statement over very many rows. Compiling a plan costs more than it saves; sorts and hashes need memory, of
 * which a server that gives more keeps it. How many contacts pass a test of their texts the planner cannot know: it takes
 * them for few, and would look each of them up.
 */
const FOR_MANY = sql`select set_config('jit', 'off', true), set_config('enable_nestloop', 'off', true),
  set_config('work_mem', greatest(pg_size_bytes(current_setting('work_mem')), ${sql.lit(64 * 1024 * 1024)}) / 1024 || 'kB', true)`;

/** Each database by the way that is quickest there (decision 055). */
export async function gather(
  trx: Trx,
  dialect: Database['dialect'],
  gathering: Gathering,
  among: Among,
): Promise<void> {
  if (gathering.segment.kind === 'static') await keepByHand(trx, gathering, among);
  if (dialect === 'postgres') return gatherTogether(trx, gathering, among);
  await gatherEach(trx, gathering, among);
  if (gathering.segment.kind === 'live') await noteEach(trx, gathering, among);
}

/** Who was put into a static one by hand stays in, whatever its condition finds now. */
async function keepByHand(trx: Trx, { frame, segment, building }: Gathering, among: Among): Promise<void> {
  await trx
    .insertInto('segment_member')
    .columns(['shop', 'segment', 'generation', 'contact', 'joined_at', 'source'])
    .expression((eb) =>
      eb
        .selectFrom('segment_member')
        .select(['shop', 'segment', sql<number>`cast(${building} as integer)`.as('generation')])
        .select(['contact', 'joined_at', 'source'])
        .where('shop', '=', frame.shop)
        .where('segment', '=', segment.id)
        .where('generation', '=', segment.generation)
        .where('source', '<>', 'condition')
        .where(isAmong(sql`contact`, among)),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** One statement that counts for all of them at once. */
async function gatherTogether(trx: Trx, gathering: Gathering, among: Among): Promise<void> {
  const { frame, segment, building } = gathering;
  const { shop, now, zone } = frame;
  await FOR_MANY.execute(trx);
  const judged = judgedContacts(shop, partedByTime(segment.condition), { now, zone }, among);
  const automated = isBehavioural(segment.condition) ? sql` and judged.automated = 1` : sql``;
  await sql`with judged as materialized (${judged})${segment.kind === 'live' ? noteTogether(gathering, among) : sql``}
    insert into segment_member (shop, segment, generation, contact, joined_at)
    select cast(${shop} as text), cast(${segment.id} as text), cast(${building} as integer), judged.id,
      coalesce(stood.joined_at, cast(${now} as bigint))
    from judged left join segment_member as stood on stood.shop = ${shop} and stood.segment = ${segment.id}
      and stood.generation = ${segment.generation} and stood.contact = judged.id
      and ${isAmong(sql`stood.contact`, among)}
    where judged.holds${automated}
    on conflict do nothing`.execute(trx);
  // what else is written with this slice is of few rows
  await sql`select set_config('enable_nestloop', 'on', true)`.execute(trx);
}

/** What is noted already is left as it is: an index that is not touched costs nothing. */
function noteTogether({ frame, segment }: Gathering, among: Among): RawBuilder<unknown> {
  const { shop } = frame;
  return sql`,
    past as (delete from segment_check where shop = ${shop} and segment = ${segment.id}
      and ${isAmong(sql`contact`, among)} and contact not in (select id from judged where may)),
    noted as (insert into segment_check (shop, segment, contact, due_at)
      select cast(${shop} as text), cast(${segment.id} as text), id, cast(${nextMidnight(frame)} as bigint)
      from judged where may
      on conflict (shop, segment, contact) do update set due_at = excluded.due_at
      where segment_check.due_at <> excluded.due_at)`;
}

async function gatherEach(trx: Trx, { frame, segment, building }: Gathering, among: Among): Promise<void> {
  const { shop, now, zone } = frame;
  const standing = sql<number>`(select joined_at from segment_member as stood where stood.shop = contact.shop
    and stood.segment = ${segment.id} and stood.generation = ${segment.generation} and stood.contact = contact.id)`;
  await trx
    .insertInto('segment_member')
    .columns(['shop', 'segment', 'generation', 'contact', 'joined_at'])
    .expression((eb) =>
      eb
        .selectFrom('contact')
        .select([
          'shop',
          sql<string>`cast(${segment.id} as text)`.as('segment'),
          sql<number>`cast(${building} as integer)`.as('generation'),
          'id',
          sql<number>`coalesce(${standing}, cast(${now} as bigint))`.as('joined_at'),
        ])
        .where('shop', '=', shop)
        .where(isAmong(sql`contact.id`, among))
        .where(decidingSql(segment.condition, { now, zone })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Of whom time alone may change the answer. It does so at midnights of the shop and never between, so they are looked at
 * on the next one, which says when it is their turn again: saying so here of each would cost more than the gathering.
 */
async function noteEach(trx: Trx, { frame, segment }: Gathering, among: Among): Promise<void> {
  const { shop, now, zone } = frame;
  await trx
    .deleteFrom('segment_check')
    .where('shop', '=', shop)
    .where('segment', '=', segment.id)
    .where(isAmong(sql`contact`, among))
    .execute();
  const may = mayChangeByTime(segment.condition);
  if (!may) return;
  await trx
    .insertInto('segment_check')
    .columns(['shop', 'segment', 'contact', 'due_at'])
    .expression((eb) =>
      eb
        .selectFrom('contact')
        .select([
          'shop',
          sql<string>`cast(${segment.id} as text)`.as('segment'),
          'id',
          sql<number>`cast(${nextMidnight(frame)} as bigint)`.as('due_at'),
        ])
        .where('shop', '=', shop)
        .where(isAmong(sql`contact.id`, among))
        .where(toSql(may, { now, zone })),
    )
    .execute();
}

const nextMidnight = ({ calendar, now }: ShopFrame) => calendar.startOf(calendar.day(now) + 1);
