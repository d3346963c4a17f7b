// The frozen audience of a campaign: counted, and whose turn is next.
import type { Reader, Trx } from '../../platform/db/db.ts';
import type { CampaignCounts } from './store.server.ts';

/** States of members whose turn will come. @param decided whether those who wait for a winner may get it */
const openStates = (decided: boolean) => (decided ? ['frozen', 'waiting'] : ['frozen']);

type MemberCounts = Pick<CampaignCounts, 'treated' | 'leftOut' | 'waiting' | 'queued'>;

/** Reads every member of the campaign: when the audience stands, and when nobody is left. */
export async function countMembers(reader: Reader | Trx, shop: string, campaign: string): Promise<MemberCounts> {
  const rows = await reader
    .selectFrom('campaign_member')
    .select(['state', 'reason', ({ fn }) => fn.countAll<number>().as('count')])
    .where('shop', '=', shop)
    .where('campaign', '=', campaign)
    .groupBy(['state', 'reason'])
    .execute();
  const counts: MemberCounts = { treated: 0, leftOut: {}, waiting: 0, queued: 0 };
  for (const { state, reason, count } of rows) {
    if (state === 'left_out') counts.leftOut[reason ?? ''] = count;
    else counts.treated += count;
    if (state === 'waiting') counts.waiting += count;
    if (state === 'queued') counts.queued += count;
  }
  return counts;
}

export interface DueMember {
  contact: string;
  variant: string | null;
}

/** Those whose turn has come, the earliest first; each state by its index. */
export async function dueMembers(
  trx: Trx,
  shop: string,
  campaign: string,
  { now, limit, decided }: { now: number; limit: number; decided: boolean },
): Promise<DueMember[]> {
  const due: DueMember[] = [];
  for (const state of openStates(decided)) {
    if (due.length >= limit) break;
    const rows = await trx
      .selectFrom('campaign_member')
      .select(['contact', 'variant'])
      .where('shop', '=', shop)
      .where('campaign', '=', campaign)
      .where('state', '=', state)
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .orderBy('contact')
      .limit(limit - due.length)
      .execute();
    due.push(...rows);
  }
  return due;
}

/** When the next member's turn comes; null when nobody is left. */
export async function nextMemberAt(
  trx: Reader | Trx,
  shop: string,
  campaign: string,
  decided: boolean,
): Promise<number | null> {
  const instants: number[] = [];
  for (const state of openStates(decided)) {
    const row = await trx
      .selectFrom('campaign_member')
      .select('due_at')
      .where('shop', '=', shop)
      .where('campaign', '=', campaign)
      .where('state', '=', state)
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst();
    if (row) instants.push(row.due_at);
  }
  return instants.length > 0 ? Math.min(...instants) : null;
}
