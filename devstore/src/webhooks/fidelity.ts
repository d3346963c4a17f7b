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
    area: 'Webhooks: protected customer data',
    simulates:
      'Without any approval no topic about people arrives; without one for names, e-mails, phones or addresses those fields are missing, and of an address province and country are left.',
    refuses:
      'Which topics count, and that each approval opens its own fields, is read from reports of apps, not from a document: carts are told in any case. Unverified.',
    source: {
      title: 'An order without approval, as reported (ShopifySharp, issue 1110)',
      url: 'https://github.com/nozzlegear/ShopifySharp/issues/1110',
    },
    testedBy: 'devstore/test/withheld-data.test.ts',
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
