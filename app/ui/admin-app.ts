// What the admin's pages ask of the rest of the app. composition.server.ts hands it to Remix as `context.app`.
import type { Clock } from '../platform/clock/clock.ts';
import type { Log } from '../platform/log/log.ts';
import type { Pictures } from '../shop/pictures/picture.ts';
import type { ApiKeyPages } from './views/api-key-views.ts';
import type { AutomatedPages } from './views/automated-views.ts';
import type { BounceMailboxPages } from './views/bounce-mailbox-views.ts';
import type { CampaignPages } from './views/campaign-views.ts';
import type { ConditionPages } from './views/condition-views.ts';
import type { ConsentPages } from './views/consent-views.ts';
import type { ContactPages } from './views/contact-views.ts';
import type { DeliveryPages } from './views/delivery-views.ts';
import type { HomePages } from './views/home-views.ts';
import type { ImportPages } from './views/import-views.ts';
import type { MailSenderPages } from './views/mail-sender-views.ts';
import type { NewContactPages } from './views/new-contact-views.ts';
import type { PersonaPages } from './views/persona-views.ts';
import type { PrivacyPages } from './views/privacy-views.ts';
import type { AttributePages, ProfilePages } from './views/profile-views.ts';
import type { RecoveryPages } from './views/recovery-views.ts';
import type { CostPages, ReportPages } from './views/report-views.ts';
import type { RfmPages } from './views/rfm-views.ts';
import type { SegmentPages } from './views/segment-views.ts';
import type { ScoringPages } from './views/scoring-views.ts';
import type { SocialPages } from './views/social-views.ts';
import type { StagePages } from './views/stage-views.ts';
import type { SettingsPages, ShopView } from './views/settings-views.ts';
import type { SuppressionPages } from './views/suppression-views.ts';
import type { StorefrontPages } from './views/storefront-views.ts';
import type { TagPages } from './views/tag-views.ts';
import type { BrandPages, TemplatePages } from './views/template-views.ts';
import type { TextPages } from './views/text-views.ts';
import type { TraitPages } from './views/trait-views.ts';

export interface AdminApp {
  clock: Clock;
  log: Log;
  /** of the request that is being answered: its lines in the log carry it */
  requestId(): string | undefined;
  shopify: {
    apiKey: string;
    /** throws a Response when the merchant must be sent elsewhere first */
    authenticate: {
      admin(request: Request): Promise<{ session: { shop: string }; sessionToken?: { sub?: string } }>;
    };
    addDocumentResponseHeaders(request: Request, headers: Headers): void;
  };
  pages: AdminPages;
}

/** One group of reads and use cases for each page; every call names the shop first. */
export interface AdminPages {
  shop(shop: string): Promise<ShopView>;
  home: HomePages;
  brand: BrandPages;
  templates: TemplatePages;
  texts: TextPages;
  apiKeys: ApiKeyPages;
  bounceMailbox: BounceMailboxPages;
  conditions: ConditionPages;
  campaigns: CampaignPages;
  contacts: ContactPages;
  consent: ConsentPages;
  profile: ProfilePages;
  attributes: AttributePages;
  recovery: RecoveryPages;
  storefront: StorefrontPages;
  deliveries: DeliveryPages;
  imports: ImportPages;
  mailSenders: MailSenderPages;
  newContact: NewContactPages;
  pictures: Pictures;
  personas: PersonaPages;
  tags: TagPages;
  traits: TraitPages;
  reports: ReportPages;
  costs: CostPages;
  rfm: RfmPages;
  segments: SegmentPages;
  scoring: ScoringPages;
  social: SocialPages;
  stages: StagePages;
  settings: SettingsPages;
  suppressions: SuppressionPages;
  automated: AutomatedPages;
  privacy: PrivacyPages;
}

declare module '@remix-run/server-runtime' {
  interface AppLoadContext {
    app: AdminApp;
  }
}
