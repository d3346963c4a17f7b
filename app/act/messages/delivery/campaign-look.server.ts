// What every channel asks of a campaign before one of its messages leaves.
import { type Differs, readDiffers } from '../../../decide/campaigns/variants.server.ts';
import { MINUTE } from '../../../platform/clock/clock.ts';
import type { Trx } from '../../../platform/db/db.ts';
import type { MessageRow } from './message-row.ts';
import type { Ready } from './ready.ts';

/** A paused campaign is asked again: it holds what waits, but not what was claimed a moment before. */
const WHILE_PAUSED_MS = MINUTE;
/** It has left, or may have. */
const GONE = ['submitting', 'submitted', 'unknown'];

export interface CampaignLook {
  /** why a message of it stays, whoever it is for; null: it goes on */
  stays(message: MessageRow): Ready | null;
  /** from now on whom this one goes to has had hers: of two messages that came to be one contact's one leaves */
  leaves(message: MessageRow): void;
  /** what its variant has of its own */
  differs(message: MessageRow): Differs | undefined;
}

export async function lookAtCampaigns(
  trx: Trx,
  shop: string,
  messages: readonly MessageRow[],
  now: number,
): Promise<CampaignLook> {
  const campaigns = [...new Set(messages.flatMap(({ campaign }) => campaign ?? []))];
  const states = await statesOf(trx, shop, campaigns);
  const differs = await differsOf(trx, shop, campaigns);
  const had = await alreadyHad(trx, shop, campaigns, messages);
  const installed = await trx.selectFrom('shop').select('uninstalled_at').where('shop', '=', shop).executeTakeFirst();
  const keyOf = ({ campaign, contact }: MessageRow) => `${campaign} ${contact}`;
  return {
    stays(message) {
      if (installed?.uninstalled_at !== null) return { not: { code: 'uninstalled' } };
      const state = states.get(message.campaign ?? '');
      if (state === 'paused') return { until: now + WHILE_PAUSED_MS, reason: { code: 'campaign_paused' } };
      if (state === undefined || state === 'cancelled') return { not: { code: 'cancelled' } };
      return had.has(keyOf(message)) ? { not: { code: 'had_already' } } : null;
    },
    leaves: (message) => void had.add(keyOf(message)),
    differs: ({ campaign, variant }) => differs.get(`${campaign} ${variant}`),
  };
}

async function statesOf(trx: Trx, shop: string, campaigns: readonly string[]): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('campaign')
    .select(['id', 'state'])
    .where('shop', '=', shop)
    .where('id', 'in', campaigns)
    .where('removed_at', 'is', null)
    .execute();
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** By `campaign variant`. */
async function differsOf(trx: Trx, shop: string, campaigns: readonly string[]) {
  const rows = await trx
    .selectFrom('campaign_variant')
    .select(['campaign', 'id', 'differs'])
    .where('shop', '=', shop)
    .where('campaign', 'in', campaigns)
    .execute();
  return new Map(rows.map(({ campaign, id, differs }) => [`${campaign} ${id}`, readDiffers(differs)]));
}

/** `campaign contact` of whom one has left already: two contacts that each had a message came to be one. */
async function alreadyHad(trx: Trx, shop: string, campaigns: readonly string[], messages: readonly MessageRow[]) {
  const rows = await trx
    .selectFrom('message')
    .select(['campaign', 'contact'])
    .where('shop', '=', shop)
    .where('contact', 'in', [...new Set(messages.map(({ contact }) => contact))])
    .where('campaign', 'in', campaigns)
    .where('state', 'in', GONE)
    .execute();
  return new Set(rows.map(({ campaign, contact }) => `${campaign} ${contact}`));
}
