import type { Pictures } from '../shop/pictures/picture.ts';
import type { AdminPages } from '../ui/admin-app.ts';
import { createApiKeyPages } from './api-keys.server.ts';
import { createAutomatedPages } from './automated.server.ts';
import { createBounceMailboxPages } from './bounce-mailbox.server.ts';
import { createBrandPages } from './brand.server.ts';
import { createCampaignPages } from './campaigns.server.ts';
import { createConditionPages } from './condition-editor.server.ts';
import { createConsentPages } from './consent.server.ts';
import { createContactPages } from './contacts.server.ts';
import { createDeliveryPages } from './deliveries.server.ts';
import { createHomePages } from './home.server.ts';
import { createImportPages } from './imports.server.ts';
import { createMailSenderPages } from './mail-senders.server.ts';
import { createNewContactPages } from './new-contact.server.ts';
import { createPersonaPages } from './personas.server.ts';
import { createPrivacyPages } from './privacy.server.ts';
import { createAttributePages, createProfilePages } from './profile.server.ts';
import { createRecoveryPages } from './recovery.server.ts';
import { createCostPages } from './costs.server.ts';
import { createReportPages } from './reports.server.ts';
import { createRfmPages } from './rfm.server.ts';
import { createSegmentPages } from './segments.server.ts';
import { createScoringPages } from './scoring.server.ts';
import { createSettingsPages } from './settings.server.ts';
import { createSocialPages } from './social.server.ts';
import { createStagePages } from './stages.server.ts';
import { createStorefrontPages } from './storefront.server.ts';
import { createSuppressionPages } from './suppressions.server.ts';
import { createTextPages } from './texts.server.ts';
import { createTagPages } from './tags.server.ts';
import { createTemplatePages } from './templates.server.ts';
import { createTraitPages } from './traits.server.ts';

/** Everything that any page needs; each takes its part. */
type Deps = Parameters<typeof createPrivacyPages>[0] &
  Parameters<typeof createApiKeyPages>[0] &
  Parameters<typeof createConditionPages>[0] &
  Parameters<typeof createCampaignPages>[0] &
  Parameters<typeof createContactPages>[0] &
  Parameters<typeof createConsentPages>[0] &
  Parameters<typeof createHomePages>[0] &
  Parameters<typeof createBrandPages>[0] &
  Omit<Parameters<typeof createTemplatePages>[0], 'conditions'> &
  Parameters<typeof createDeliveryPages>[0] &
  Parameters<typeof createRecoveryPages>[0] &
  Omit<Parameters<typeof createSegmentPages>[0], 'conditions'> &
  Parameters<typeof createSettingsPages>[0] &
  Parameters<typeof createSuppressionPages>[0] &
  Parameters<typeof createAutomatedPages>[0] &
  Omit<Parameters<typeof createStorefrontPages>[0], 'conditions'> &
  Parameters<typeof createImportPages>[0] &
  Parameters<typeof createMailSenderPages>[0] &
  Omit<Parameters<typeof createTextPages>[0], 'people' | 'senders'> &
  Parameters<typeof createTagPages>[0] &
  Parameters<typeof createTraitPages>[0] &
  Omit<Parameters<typeof createPersonaPages>[0], 'conditions'> &
  Omit<Parameters<typeof createScoringPages>[0], 'conditions'> &
  Omit<Parameters<typeof createStagePages>[0], 'conditions'> &
  Parameters<typeof createSocialPages>[0] &
  Parameters<typeof createProfilePages>[0] &
  Parameters<typeof createReportPages>[0] &
  Parameters<typeof createCostPages>[0] &
  Parameters<typeof createNewContactPages>[0] &
  Parameters<typeof createBounceMailboxPages>[0];

export function createPages(
  deps: Deps & { pictures: Pictures; ensureInstalled: (shop: string) => Promise<void> },
): AdminPages {
  const conditions = createConditionPages(deps);
  const templates = createTemplatePages({ ...deps, conditions });
  const mailSenders = createMailSenderPages(deps);
  return {
    async shop(shop) {
      // the first page may be open before the installation that its token began has ended
      await deps.ensureInstalled(shop);
      const { name, currency, timezone } = await deps.shops.require(shop);
      return { shop, name, currency, timezone };
    },
    home: createHomePages(deps),
    brand: createBrandPages(deps),
    templates,
    apiKeys: createApiKeyPages(deps),
    bounceMailbox: createBounceMailboxPages(deps),
    conditions,
    campaigns: createCampaignPages(deps),
    contacts: createContactPages(deps),
    consent: createConsentPages(deps),
    profile: createProfilePages(deps),
    attributes: createAttributePages(deps),
    recovery: createRecoveryPages(deps),
    storefront: createStorefrontPages({ ...deps, conditions }),
    deliveries: createDeliveryPages(deps),
    imports: createImportPages(deps),
    mailSenders,
    newContact: createNewContactPages(deps),
    pictures: deps.pictures,
    personas: createPersonaPages({ ...deps, conditions }),
    tags: createTagPages(deps),
    traits: createTraitPages(deps),
    reports: createReportPages(deps),
    costs: createCostPages(deps),
    rfm: createRfmPages(deps),
    segments: createSegmentPages({ ...deps, conditions }),
    scoring: createScoringPages({ ...deps, conditions }),
    social: createSocialPages(deps),
    stages: createStagePages({ ...deps, conditions }),
    settings: createSettingsPages(deps),
    suppressions: createSuppressionPages(deps),
    texts: createTextPages({ ...deps, people: templates.people, senders: mailSenders }),
    automated: createAutomatedPages(deps),
    privacy: createPrivacyPages(deps),
  };
}
