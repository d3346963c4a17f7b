// Wires campaigns: the work that sends them, and what the admin's pages ask of them.
import { campaignMessages } from './act/messages/campaign-messages.server.ts';
import { campaignTemplates } from './act/messages/campaign-templates.server.ts';
import { createCampaignsWorker } from './decide/campaigns/campaigns-worker.server.ts';
import { createCampaignProgress } from './decide/campaigns/progress.server.ts';
import { createReckonAudience } from './decide/campaigns/reckon.server.ts';
import { createCampaignsService } from './decide/campaigns/service.server.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { Database } from './platform/db/db.ts';
import type { Wake } from './platform/work/worker.ts';

export function createCampaigning({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }) {
  return {
    workers: [createCampaignsWorker({ db, clock, messages: campaignMessages, wake })],
    services: {
      campaigns: createCampaignsService({ db, clock, wake, messages: campaignMessages, templates: campaignTemplates }),
      campaignProgress: createCampaignProgress({ db }),
      reckonAudience: createReckonAudience({ db }),
    },
  };
}
