import { messagesMerged } from './act/messages/merged.server.ts';
import { campaignsMerged } from './decide/campaigns/merged.server.ts';
import { journeysMerged } from './decide/journeys/merged.server.ts';
import { creditMerged } from './learn/credit/merged.server.ts';
import type { ContactPorts } from './understand/contacts/move.server.ts';
import { segmentsMerged } from './understand/segments/merged.server.ts';

/** What the wings behind do when two contacts turn out to be one; whoever runs the fold hands it in. */
export const contactPorts: ContactPorts = {
  async merged(trx, shop, from, to) {
    await segmentsMerged(trx, shop, from, to);
    await journeysMerged(trx, shop, from, to);
    await campaignsMerged(trx, shop, from, to);
    await messagesMerged(trx, shop, from, to);
    await creditMerged(trx, shop, from, to);
  },
};
