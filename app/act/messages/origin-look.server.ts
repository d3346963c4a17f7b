import type { Trx } from '../../platform/db/db.ts';
import { type CampaignLook, lookAtCampaigns } from './delivery/campaign-look.server.ts';
import type { MessageRow } from './delivery/message-row.ts';
import { lookAtJourneys } from './journey-look.server.ts';

/** What short messages ask of whatever they come from: a campaign, or a journey. */
export async function lookAtOrigins(
  trx: Trx,
  shop: string,
  messages: readonly MessageRow[],
  now: number,
): Promise<Pick<CampaignLook, 'stays' | 'leaves'>> {
  const ofCampaigns = messages.filter(({ campaign }) => campaign !== null);
  const campaigns = ofCampaigns.length > 0 ? await lookAtCampaigns(trx, shop, ofCampaigns, now) : null;
  const journeys = await lookAtJourneys(
    trx,
    shop,
    messages.filter(({ campaign }) => campaign === null),
  );
  return {
    stays(message) {
      if (message.campaign !== null) return campaigns?.stays(message) ?? null;
      const not = journeys.get(message.id);
      return not ? { not } : null;
    },
    leaves(message) {
      if (message.campaign !== null) campaigns?.leaves(message);
    },
  };
}
