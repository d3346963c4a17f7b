// Wires what goes out to many: campaigns and social posts, the work that sends them, and what the admin's pages ask of them.
import { campaignMessages } from './act/messages/campaign-messages.server.ts';
import { campaignTemplates } from './act/messages/campaign-templates.server.ts';
import { createCampaignsWorker } from './decide/campaigns/campaigns-worker.server.ts';
import { createCampaignProgress } from './decide/campaigns/progress.server.ts';
import { createReckonAudience } from './decide/campaigns/reckon.server.ts';
import { createCampaignsService } from './decide/campaigns/service.server.ts';
import { createPosting } from './posting.server.ts';

export function createCampaigning(deps: Parameters<typeof createPosting>[0]) {
  const { db, clock, wake } = deps;
  const posting = createPosting(deps);
  return {
    posting: posting.worker,
    workers: [posting.worker, createCampaignsWorker({ db, clock, messages: campaignMessages, wake })],
    services: {
      ...posting.services,
      campaigns: createCampaignsService({ db, clock, wake, messages: campaignMessages, templates: campaignTemplates }),
      campaignProgress: createCampaignProgress({ db }),
      reckonAudience: createReckonAudience({ db }),
    },
  };
}
