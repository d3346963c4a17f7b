// Campaigns as rows, and as what they mean.
import type { Channel } from '../../listen/facts/fact.ts';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Reader, Tables, Trx } from '../../platform/db/db.ts';
import { type Plan, planOn, readPlan } from './plan.ts';
import type { CampaignState } from './states.ts';

const cursorSchema = z.object({
  /** contacts up to this one are frozen */
  after: z.string(),
  /** who came to be another contact that was passed already: looked at once more at the end */
  again: z.array(z.string()).default([]),
});
export type FreezeCursor = z.infer<typeof cursorSchema>;

const countsSchema = z.object({
  /** who gets it, as far as frozen */
  treated: z.number().default(0),
  /** who does not, by reason; those held out among them */
  leftOut: z.record(z.string(), z.number()).default({}),
  /** who wait for the winner of the test */
  waiting: z.number().default(0),
  /** handed to the messages */
  queued: z.number().default(0),
  /** since when it goes out */
  sendingSince: z.number().nullable().default(null),
  /** when the test was looked at last, and what came of it */
  test: z
    .object({
      lookedAt: z.number(),
      winner: z.string().nullable(),
      certain: z.boolean(),
      decidedAt: z.number().nullable(),
      /** what each variant had done then: the winner goes on, and is compared no more */
      arms: z.array(z.object({ id: z.string(), sent: z.number(), did: z.number() })).default([]),
    })
    .nullable()
    .default(null),
  /** why it does not go on */
  trouble: z.string().nullable().default(null),
});
export type CampaignCounts = z.infer<typeof countsSchema>;

export const NO_COUNTS: CampaignCounts = countsSchema.parse({});

type CampaignRow = Selectable<Tables['campaign']>;

export interface Campaign {
  shop: string;
  id: string;
  name: string;
  channel: Channel;
  purpose: string;
  state: CampaignState;
  plan: Plan;
  revision: number;
  scheduledAt: number | null;
  dueAt: number | null;
  cursor: FreezeCursor | null;
  counts: CampaignCounts;
  approvedBy: string | null;
  createdAt: number;
  updatedAt: number;
  startedAt: number | null;
  endedAt: number | null;
}

export function campaignOf(row: CampaignRow): Campaign {
  return {
    shop: row.shop,
    id: row.id,
    name: row.name,
    channel: row.channel as Channel,
    purpose: row.purpose,
    state: row.state as CampaignState,
    plan: planOn(row.channel as Channel, readPlan(row.plan)),
    revision: row.revision,
    scheduledAt: row.scheduled_at,
    dueAt: row.due_at,
    cursor: row.cursor === null ? null : cursorSchema.parse(JSON.parse(row.cursor)),
    counts: countsSchema.parse(JSON.parse(row.counts)),
    approvedBy: row.approved_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

export async function findCampaign(reader: Reader | Trx, shop: string, id: string): Promise<Campaign | null> {
  const row = await reader
    .selectFrom('campaign')
    .selectAll()
    .where('shop', '=', shop)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ? campaignOf(row) : null;
}

/** The work's own columns: none of them is the merchant's. */
export interface CampaignChange {
  state?: CampaignState;
  dueAt?: number | null;
  cursor?: FreezeCursor | null;
  counts?: CampaignCounts;
  startedAt?: number;
  endedAt?: number;
}

export async function changeCampaign(trx: Trx, shop: string, id: string, change: CampaignChange): Promise<void> {
  const set = {
    ...(change.state !== undefined && { state: change.state }),
    ...(change.dueAt !== undefined && { due_at: change.dueAt }),
    ...(change.cursor !== undefined && { cursor: change.cursor && JSON.stringify(change.cursor) }),
    ...(change.counts !== undefined && { counts: JSON.stringify(change.counts) }),
    ...(change.startedAt !== undefined && { started_at: change.startedAt }),
    ...(change.endedAt !== undefined && { ended_at: change.endedAt }),
  };
  await trx.updateTable('campaign').set(set).where('shop', '=', shop).where('id', '=', id).execute();
}
