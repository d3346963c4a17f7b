import type { Fidelity } from '../fidelity/fidelity.ts';
import { TOPICS } from './payload-of.ts';

const COMPLIANCE = ['customers/data_request', 'customers/redact', 'shop/redact'];

export const webhooksFidelity: Fidelity[] = [
  {
    area: 'Webhooks',
    simulates:
      'Payloads of the pinned version, signed over the exact bytes, documented headers, five seconds, eight retries over four hours; copies, loss, delay and disorder on demand.',
    refuses: 'Subscriptions by the Admin API, filters, Pub/Sub and EventBridge.',
    source: { title: 'Webhooks', url: 'https://shopify.dev/docs/api/webhooks' },
    testedBy: 'devstore/test/webhooks.test.ts',
    topics: Object.values(TOPICS).filter((topic) => !COMPLIANCE.includes(topic)),
  },
  {
    area: 'Compliance webhooks',
    simulates: 'Data requests and redactions; shop/redact comes 48 hours after an uninstall unless the app is back.',
    refuses: 'The shop’s own record is not redacted.',
    source: {
      title: 'Privacy law compliance',
      url: 'https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance',
    },
    testedBy: 'devstore/test/webhooks.test.ts',
    topics: COMPLIANCE,
  },
];
