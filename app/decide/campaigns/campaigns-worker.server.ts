import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { firstDue } from '../../platform/work/first-due.server.ts';
import type { Wake, Worker } from '../../platform/work/worker.ts';
import { foldLock } from '../../understand/contacts/fold.server.ts';
import { freezeSlice } from './freeze.server.ts';
import type { CampaignMessages } from './ports.ts';
import { sendSlice } from './send.server.ts';
import { nextState } from './states.ts';
import { type Campaign, changeCampaign, findCampaign } from './store.server.ts';

export const CAMPAIGNS = 'campaigns';

/** The states in which something is due by itself. */
const DUE_STATES = ['scheduled', 'freezing', 'sending'] as const;

interface Deps {
  db: Database;
  clock: Clock;
  messages: CampaignMessages;
  /** what is queued wants to leave */
  wake?: Wake;
}

/**
 * Takes campaigns from their instant to their end. A slice is one transaction: members, messages, and how far it has come
 * are there together or not at all, so a crash between slices neither loses nor doubles anybody.
 */
export function createCampaignsWorker({ db, clock, messages, wake }: Deps): Worker {
  async function advance(trx: Trx, shop: string, id: string, now: number): Promise<Campaign['state'] | null> {
    // read again under the lock: another process, or the merchant, may have been quicker
    const campaign = await findCampaign(trx, shop, id);
    if (!campaign || campaign.dueAt === null || campaign.dueAt > now) return null;
    if (campaign.state === 'scheduled') {
      const state = nextState(campaign.state, 'begin');
      if (state) {
        await changeCampaign(trx, shop, id, { state, startedAt: now, cursor: { after: '', again: [] }, dueAt: now });
      }
    } else if (campaign.state === 'freezing') {
      await freezeSlice(trx, campaign, { now, zone: await zoneOf(trx, shop), dialect: db.dialect });
    } else if (campaign.state === 'sending') {
      await sendSlice(trx, campaign, messages, now);
    }
    return campaign.state;
  }

  return {
    kind: CAMPAIGNS,
    pending: () => shopsDue(db),
    async run(shop) {
      const now = clock.now();
      const due = await nextDue(db, shop);
      if (!due) return null;
      if (due.at > now) return due.at;
      // the same lock as the merge of contacts: nobody is frozen as somebody who is being merged away
      const was = await db.write((trx) => advance(trx, shop, due.id, now), { lock: foldLock(shop) });
      if (was === 'sending') wake?.('messages', shop, now);
      return (await nextDue(db, shop))?.at ?? null;
    },
  };
}

/** When the first is due of each shop that has not uninstalled: of all its campaigns few are on their way. */
const shopsDue = (db: Database) =>
  firstDue(db.read, (eb) =>
    eb
      .selectFrom('campaign')
      .select(({ fn }) => fn.min('campaign.due_at').as('at'))
      .whereRef('campaign.shop', '=', 'shop.shop')
      .where('campaign.state', 'in', DUE_STATES)
      .where('campaign.removed_at', 'is', null),
  );

/** The first that is due of a shop; nothing of one that has uninstalled. */
async function nextDue(db: Database, shop: string): Promise<{ id: string; at: number } | null> {
  const row = await db.read
    .selectFrom('campaign')
    .innerJoin('shop', 'shop.shop', 'campaign.shop')
    .select(['campaign.id', 'campaign.due_at'])
    .where('campaign.shop', '=', shop)
    .where('campaign.state', 'in', DUE_STATES)
    .where('campaign.due_at', 'is not', null)
    .where('campaign.removed_at', 'is', null)
    .where('shop.uninstalled_at', 'is', null)
    .orderBy('campaign.due_at')
    .orderBy('campaign.id')
    .limit(1)
    .executeTakeFirst();
  return row ? { id: row.id, at: row.due_at ?? 0 } : null;
}

async function zoneOf(trx: Trx, shop: string): Promise<string> {
  const row = await trx.selectFrom('shop').select('timezone').where('shop', '=', shop).executeTakeFirst();
  return row?.timezone ?? 'UTC';
}
