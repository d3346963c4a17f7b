// Freezes the audience of a campaign, once: some contacts at a time by their ids, each slice one statement that the
// database works off by itself, in one transaction with how far it has come.
import { type RawBuilder, sql } from 'kysely';
import type { Database, Trx } from '../../platform/db/db.ts';
import { HOUR } from '../../platform/clock/clock.ts';
import { instantOfWall } from '../../platform/clock/zones.ts';
import {
  audienceSql,
  endOfStretch,
  readAudience,
  reasonSql,
  type Audience,
  type Stretch,
} from './audience-sql.server.ts';
import { moveToBestHours } from './best-hours.server.ts';
import { instantsOfWall } from './local-time.ts';
import { lotSql, lotsSql } from './lot.server.ts';
import { hasRest, type Plan } from './plan.ts';
import { countMembers, nextMemberAt } from './members.server.ts';
import { type Campaign, changeCampaign } from './store.server.ts';

const MEMBERS_A_SLICE = { sqlite: 10_000, postgres: 20_000 };
/** All that these have read is gone through while nobody else writes. */
const READERS_A_SLICE = 2_000;
/** Until members of a segment that has none yet are gathered. */
const WHILE_GATHERED_MS = 30_000;

interface At {
  now: number;
  zone: string;
  dialect: Database['dialect'];
}

/** One slice. What a crash takes with it is done again from where the slice before ended. */
export async function freezeSlice(trx: Trx, campaign: Campaign, at: At): Promise<void> {
  const { shop, id, plan } = campaign;
  const cursor = campaign.cursor ?? { after: '', again: [] };
  const audience = await readAudience(trx, shop, plan);
  if (!audience) {
    const counts = { ...campaign.counts, trouble: 'segment' };
    await changeCampaign(trx, shop, id, { dueAt: at.now + WHILE_GATHERED_MS, counts });
    return;
  }
  const size = plan.schedule.kind === 'best' ? READERS_A_SLICE : MEMBERS_A_SLICE[at.dialect];
  const until = await endOfStretch(trx, shop, audience, cursor.after, size);
  await freezeStretch(trx, campaign, audience, { after: cursor.after, until }, at);
  const counts = { ...campaign.counts, trouble: null };
  if (until !== null) {
    // counted whole at the end; until then how far it has come is enough
    await changeCampaign(trx, shop, id, {
      cursor: { ...cursor, after: until },
      counts: { ...counts, treated: counts.treated + size },
      dueAt: at.now,
    });
    return;
  }
  if (cursor.again.length > 0) await freezeStretch(trx, campaign, audience, { ids: cursor.again }, at);
  await changeCampaign(trx, shop, id, {
    state: 'sending',
    cursor: null,
    counts: { ...counts, ...(await countMembers(trx, shop, id)), sendingSince: at.now },
    dueAt: (await nextMemberAt(trx, shop, id, false)) ?? at.now,
  });
}

async function freezeStretch(trx: Trx, campaign: Campaign, audience: Audience, stretch: Stretch, at: At) {
  const { shop, id, plan, channel } = campaign;
  const { variant, state } = drawnSql(plan);
  const draws = plan.holdout > 0 || plan.variants.length > 1;
  const lots = draws ? lotsSql(id, sql<string>`c.id`, at.dialect) : sql<number>`0`;
  const held = sql`${lotSql('holdout', sql<number>`lots`)} < ${sql.lit(plan.holdout)}`;
  const reason = plan.holdout > 0 ? sql`case when why is null and ${held} then 'held_out' else why end` : sql`why`;
  // worked out once a member: put into what follows, the sums would be made anew for each place they stand in
  await sql`insert into campaign_member (shop, campaign, contact, variant, arm, state, reason, due_at)
    with who as materialized (select c.id as contact, c.country as country, ${lots} as lots,
      ${reasonSql(shop, { channel, resend: plan.resend })} as why ${audienceSql(shop, audience, stretch)})
    select cast(${shop} as text), cast(${id} as text), contact,
      case when ${reason} is null and ${state} = 'frozen' then ${variant} end,
      case when ${reason} = 'held_out' then 'holdout' else 'treated' end,
      case when ${reason} is null then ${state} else 'left_out' end,
      ${reason},
      ${dueSql(campaign, at)} + ${laterSql(plan, state, variant)}
    from who
    where 1 = 1
    on conflict do nothing`.execute(trx);
  if (plan.schedule.kind === 'best') await moveToBestHours(trx, campaign, stretch, at);
}

/** Which variant a member gets, and whether she waits for the winner: by lot. */
function drawnSql(plan: Plan) {
  const lots = sql<number>`lots`;
  const ids = plan.variants.map((variant) => variant.id).join('');
  const place = sql`1 + ${lotSql('variant', lots)} * ${sql.lit(ids.length)} / 1000`;
  const variant: RawBuilder<string> =
    ids.length === 1
      ? sql<string>`cast(${ids} as text)`
      : sql<string>`substr(cast(${ids} as text), cast(${place} as integer), 1)`;
  const state: RawBuilder<string> =
    hasRest(plan) && plan.test
      ? sql<string>`case when ${lotSql('test', lots)} < ${sql.lit(plan.test.share)} then 'frozen' else 'waiting' end`
      : sql<string>`'frozen'`;
  return { variant, state };
}

/** When a member's turn is, by the schedule. */
function dueSql({ plan, scheduledAt }: Campaign, { now, zone }: At): RawBuilder<number> {
  const instant = (at: number) => sql<number>`cast(${sql.lit(Math.max(at, now))} as bigint)`;
  const { schedule } = plan;
  if (schedule.kind !== 'local') return instant(scheduledAt ?? now);
  const ours = instantOfWall(schedule.wall, zone);
  const cases = instantsOfWall(schedule.wall)
    .filter(({ at }) => Math.max(at, now) !== Math.max(ours, now))
    .map(
      ({ at, countries }) =>
        sql`when country in (${sql.join(countries.map((code) => sql.lit(code)))}) then ${instant(at)}`,
    );
  return cases.length === 0 ? instant(ours) : sql<number>`case ${sql.join(cases, sql` `)} else ${instant(ours)} end`;
}

/** A variant may be tried at another hour. */
function laterSql({ variants }: Plan, state: RawBuilder<string>, variant: RawBuilder<string>): RawBuilder<number> {
  if (variants.every(({ later }) => later === 0)) return sql<number>`0`;
  const cases = variants.map(({ id, later }) => sql`when ${sql.lit(id)} then cast(${sql.lit(later * HOUR)} as bigint)`);
  return sql<number>`case when ${state} = 'frozen' then case ${variant} ${sql.join(cases, sql` `)} else 0 end else 0 end`;
}
