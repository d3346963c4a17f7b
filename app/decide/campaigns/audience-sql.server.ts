// Whom a campaign is for, as SQL: where its members come from, and why somebody is left out.
import { type RawBuilder, sql } from 'kysely';
import { surelyHers } from '../../listen/facts/unsure.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import type { Plan } from './plan.ts';

/** Why a member of the audience gets nothing; told before it goes out, and kept. */
export const LEFT_OUT = [
  'no_address',
  'no_phone',
  'no_browser',
  'suppressed',
  'unsubscribed',
  'pending',
  'never_subscribed',
  'not_automated',
  'held_out',
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** A segment as its members stand now. */
export interface Standing {
  id: string;
  generation: number;
}

export interface Audience {
  include: readonly Standing[];
  exclude: readonly Standing[];
  resend: Plan['resend'];
}

/** @returns null while members of one of them are gathered for the first time, or one of them is gone */
export async function readAudience(reader: Reader | Trx, shop: string, plan: Plan): Promise<Audience | null> {
  const named = [...new Set([...plan.include, ...plan.exclude])];
  const rows = named.length
    ? await reader
        .selectFrom('segment')
        .select(['id', 'generation', 'building', 'built_at'])
        .where('shop', '=', shop)
        .where('id', 'in', named)
        .where('removed_at', 'is', null)
        .execute()
    : [];
  const standing = new Map(rows.map((row) => [row.id, row]));
  if (named.some((id) => !standing.has(id))) return null;
  if (rows.some(({ building, built_at }) => building !== null && built_at === null)) return null;
  const of = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const row = standing.get(id);
      return row ? [{ id, generation: row.generation }] : [];
    });
  return { include: of(plan.include), exclude: of(plan.exclude), resend: plan.resend };
}

/** A stretch of contacts by their ids; or those that are named. */
export type Stretch = { after: string; until: string | null } | { ids: readonly string[] };

const within = (stretch: Stretch, column: RawBuilder<unknown>): RawBuilder<unknown> => {
  if ('ids' in stretch) return sql`and ${column} in (${sql.join(stretch.ids)})`;
  const { after, until } = stretch;
  return sql`and ${column} > ${after} ${until === null ? sql`` : sql`and ${column} <= ${until}`}`;
};

/** Each source of members, as a query of `contact` in the order of the ids; together they may name one twice. */
function sources(shop: string, { include, resend }: Audience, stretch: Stretch): RawBuilder<{ contact: string }>[] {
  if (resend) {
    return [
      sql`select contact from campaign_member where shop = ${shop} and campaign = ${resend.campaign}
        and state = 'queued' ${within(stretch, sql`contact`)}`,
    ];
  }
  return include.map(
    ({ id, generation }) => sql`select contact from segment_member where shop = ${shop} and segment = ${id}
      and generation = ${generation} ${within(stretch, sql`contact`)}`,
  );
}

/** Up to which contact no source has more members than that; null when none of them has so many left. */
export async function endOfStretch(
  reader: Reader | Trx,
  shop: string,
  audience: Audience,
  after: string,
  size: number,
): Promise<string | null> {
  const ends: string[] = [];
  for (const source of sources(shop, audience, { after, until: null })) {
    const { rows } = await sql<{ contact: string }>`${source} order by contact limit 1
      offset ${sql.lit(size - 1)}`.execute(reader);
    ends.push(...rows.map(({ contact }) => contact));
  }
  return ends.toSorted((one, other) => (one < other ? -1 : 1))[0] ?? null;
}

/** `from` and `where` of the audience: `c` is the contact, once each. */
export function audienceSql(shop: string, audience: Audience, stretch: Stretch): RawBuilder<unknown> {
  const parts = sources(shop, audience, stretch);
  const without = audience.exclude.map(
    ({ id, generation }) => sql`and not exists (select 1 from segment_member as kept_out where kept_out.shop = ${shop}
      and kept_out.segment = ${id} and kept_out.generation = ${generation} and kept_out.contact = c.id)`,
  );
  return sql`from (${sql.join(parts, sql` union `)}) as members
    join contact as c on c.shop = ${shop} and c.id = members.contact
    where 1 = 1 ${without.length > 0 ? sql.join(without, sql` `) : sql``}
    ${audience.resend ? resendSql(shop, audience.resend) : sql``}`;
}

/** Of an earlier campaign's recipients those who did not do what was hoped for. A click tells that she opened, too. */
function resendSql(shop: string, { campaign, to }: NonNullable<Plan['resend']>): RawBuilder<unknown> {
  const did = (...kinds: string[]) => sql`exists (select 1 from fact where fact.shop = ${shop}
    and fact.kind in (${sql.join(kinds)}) and fact.subject = message.id and ${surelyHers()})`;
  const answer =
    to === 'not_opened'
      ? sql`not ${did('message.opened', 'message.clicked')}`
      : sql`${did('message.opened')} and not ${did('message.clicked')}`;
  // who is not watched has not "not opened" anything; she is left out below
  return sql`and exists (select 1 from message where message.shop = ${shop} and message.contact = c.id
    and message.campaign = ${campaign} and message.state = 'submitted' and (c.automated = 0 or (${answer})))`;
}

/** Why `c` may not be written to, in the order in which a merchant would ask; null: she may. */
export function reasonSql(shop: string, { channel, resend }: Asked): RawBuilder<LeftOut | null> {
  const unwatched = resend ? sql`when c.automated = 0 then 'not_automated'` : sql``;
  if (channel !== 'email') return channelReasonSql(shop, channel, unwatched);
  return sql<LeftOut | null>`case
    when c.email is null or c.email = '' then 'no_address'
    when c.suppressed = 1 then 'suppressed'
    when c.email_consent = 'unsubscribed' then 'unsubscribed'
    when c.email_consent = 'pending' then 'pending'
    when c.email_consent <> 'subscribed' then 'never_subscribed'
    ${unwatched} end`;
}

export interface Asked {
  channel: string;
  resend: Plan['resend'];
}

/** Of the channels beside mail: what holds of her consent to them now stands in rows of its own. */
function channelReasonSql(shop: string, channel: string, unwatched: RawBuilder<unknown>): RawBuilder<LeftOut | null> {
  const consent = sql<string>`(select state from contact_consent as said where said.shop = ${shop}
    and said.contact = c.id and said.channel = ${channel} and said.purpose = 'marketing')`;
  const noPhone = channel === 'push' ? sql`` : sql`when c.phone is null or c.phone = '' then 'no_phone'`;
  const noBrowser = channel === 'push' ? sql`when not ${browserSql(shop)} then 'no_browser'` : sql``;
  // asked once for each of them
  return sql<LeftOut | null>`case ${noPhone} when 1 = 1 then
    case ${consent}
      when 'unsubscribed' then 'unsubscribed'
      when 'pending' then 'pending'
      when 'subscribed' then case ${noBrowser} ${unwatched} when 1 = 0 then '' end
      else 'never_subscribed' end
    end`;
}

/** Whether a device that is hers now takes push. */
const browserSql = (shop: string) => sql`exists (select 1 from identity as device
  join push_subscription as browser on browser.shop = device.shop and browser.identity = device.id
  where device.shop = ${shop} and device.contact = c.id and device.kind = 'client' and browser.gone_at is null)`;
