// Wires consent: its log, the mail that asks for it, and what Shopify is told.
import { queueConfirmation } from './act/messages/queue-confirmation.server.ts';
import { createSuppressionAppraiser } from './act/messages/suppressed-contacts.server.ts';
import type { FactKind } from './listen/facts/fact.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { Seal } from './platform/crypto/seal.ts';
import type { Database } from './platform/db/db.ts';
import type { Admin } from './platform/shopify/admin/admin.server.ts';
import type { Wake } from './platform/work/worker.ts';
import { createSettingsService } from './shop/settings/settings-service.server.ts';
import { addAsking } from './understand/consent/add-asking.server.ts';
import { createConfirmations } from './understand/consent/confirmations.server.ts';
import { createConsentService } from './understand/consent/service.server.ts';
import { CONSENT_SYNC_TASK, consentSyncAppraiser } from './understand/consent/tell-shopify.server.ts';
import { createConsentSyncHandler } from './understand/consent/tell-shopify-task.server.ts';
import { createUntoldService } from './understand/consent/untold.server.ts';
import { createContactAdder } from './understand/contacts/add-contact.server.ts';
import type { ContactPorts } from './understand/contacts/move.server.ts';
import { createWishService } from './understand/preferences/service.server.ts';

interface Deps {
  db: Database;
  clock: Clock;
  wake: Wake;
  wanted: ReadonlySet<FactKind>;
  ports: ContactPorts;
  admin: Admin;
  seal: Seal;
}

export function createConsents({ db, clock, wake, wanted, ports, admin, seal }: Deps) {
  const tools = { db, clock, wake, wanted, ports };
  const confirmations = createConfirmations({
    ...tools,
    seal,
    queueMail: queueConfirmation,
    onAsked: (shop) => wake('messages', shop, clock.now()),
  });
  return {
    appraisers: [consentSyncAppraiser, createSuppressionAppraiser(seal)],
    handlers: { [CONSENT_SYNC_TASK]: createConsentSyncHandler({ db, clock, admin }) },
    services: {
      consent: createConsentService(tools),
      wishes: createWishService(tools),
      confirmations,
      untold: createUntoldService({ db, clock, wake }),
      addContact: addAsking({
        add: createContactAdder({ db, clock, wanted, ports }),
        settings: createSettingsService({ db }),
        confirmations,
      }),
    },
  };
}
