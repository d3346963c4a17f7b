import type { TemplatesService } from '../act/messages/templates/design/service.server.ts';
import type { SocialAccounts } from '../act/social/accounts.server.ts';
import type { PostsService } from '../act/social/posts.server.ts';
import type { CampaignProgressReader } from '../decide/campaigns/progress.server.ts';
import type { ReckonAudience } from '../decide/campaigns/reckon.server.ts';
import type { CampaignsService } from '../decide/campaigns/service.server.ts';
import type { EffectService } from '../learn/effect/service.server.ts';
import type { NumbersService } from '../learn/reports/numbers.server.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/db.ts';
import type { ShopsService } from '../shop/install/shops.server.ts';
import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import type { SegmentsService } from '../understand/segments/service.server.ts';

/** What the pages of campaigns ask. */
export interface CampaignPageDeps {
  db: Database;
  clock: Clock;
  shops: ShopsService;
  settings: SettingsService;
  segments: SegmentsService;
  campaigns: CampaignsService;
  campaignProgress: CampaignProgressReader;
  numbers: Pick<NumbersService, 'totals'>;
  reckonAudience: ReckonAudience;
  posts: PostsService;
  socialAccounts: SocialAccounts;
  effects: EffectService;
  templates: Pick<TemplatesService, 'createOf' | 'publish'>;
}
