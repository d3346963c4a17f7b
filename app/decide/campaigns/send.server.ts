// Sends a campaign on: members whose turn has come become messages, a batch at a time, and no more wait to leave at once
// than leave within a few seconds, so that what is stopped stops.
import { SECOND } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/db.ts';
import { countMembers, dueMembers, nextMemberAt } from './members.server.ts';
import { hasRest } from './plan.ts';
import type { CampaignMail, CampaignMessages } from './ports.ts';
import { type Campaign, type CampaignCounts, changeCampaign } from './store.server.ts';
import { lookAtTest, nextLook } from './test-look.server.ts';
import { readVariants } from './variants.server.ts';

const BATCH = 500;
/** Messages of one campaign that may wait to leave. */
export const MOST_WAITING = 2000;
const WHILE_FULL_MS = SECOND;
const WHILE_LEAVING_MS = 5 * SECOND;

export async function sendSlice(trx: Trx, campaign: Campaign, messages: CampaignMessages, now: number): Promise<void> {
  const { shop, id, plan } = campaign;
  const counts = await lookAtTest(trx, campaign, now);
  const winner = counts.test?.winner ?? null;
  const decided = winner !== null;
  const room = MOST_WAITING - (await messages.waiting(trx, shop, id, now, MOST_WAITING));
  const due = room > 0 ? await dueMembers(trx, shop, id, { now, limit: Math.min(BATCH, room), decided }) : [];
  if (due.length > 0) await queueMembers(trx, campaign, due, winner, messages, now);
  const kept: CampaignCounts = {
    ...counts,
    queued: counts.queued + due.length,
    waiting: counts.waiting - due.filter(({ variant }) => variant === null).length,
  };
  const next = await nextMemberAt(trx, shop, id, decided);
  const rest = !decided && hasRest(plan) && kept.waiting > 0;
  if (next === null && !rest && !(await messages.open(trx, shop, id))) {
    // who was erased or turned out to be somebody else meanwhile is not of it
    const counted = { ...kept, ...(await countMembers(trx, shop, id)) };
    await changeCampaign(trx, shop, id, { state: 'done', dueAt: null, endedAt: now, counts: counted });
    return;
  }
  const instants = [
    next === null ? null : room > due.length ? Math.max(next, now) : Math.max(next, now + WHILE_FULL_MS),
    rest ? nextLook(kept, plan, now) : null,
    next === null && !rest ? now + WHILE_LEAVING_MS : null,
  ].flatMap((at) => at ?? []);
  await changeCampaign(trx, shop, id, { dueAt: Math.min(...instants), counts: kept });
}

async function queueMembers(
  trx: Trx,
  { shop, id, purpose, channel }: Campaign,
  due: readonly { contact: string; variant: string | null }[],
  winner: string | null,
  messages: CampaignMessages,
  now: number,
): Promise<void> {
  const variants = new Map((await readVariants(trx, shop, id)).map((variant) => [variant.id, variant]));
  const mails = due.flatMap(({ contact, variant }): CampaignMail[] => {
    const found = variants.get(variant ?? winner ?? '');
    if (!found) throw new Error(`the campaign has no variant ${variant ?? winner ?? '(none)'}`);
    return [{ contact, variant: found.id, template: found.template, templateVersion: found.templateVersion }];
  });
  await messages.queue(trx, shop, { id, purpose, channel }, mails, now);
  const contacts = due.map(({ contact }) => contact);
  const queued = trx
    .updateTable('campaign_member')
    .where('shop', '=', shop)
    .where('campaign', '=', id)
    .where('contact', 'in', contacts);
  if (winner !== null) await queued.where('variant', 'is', null).set({ variant: winner }).execute();
  await queued.set({ state: 'queued' }).execute();
}
