import type { Fidelity } from '../fidelity/fidelity.ts';

export const pixelFidelity: Fidelity[] = [
  {
    area: 'Web pixels',
    simulates:
      'The strict sandbox as a worker, the standard events in the shape of Shopify’s types, custom events, `init.customerPrivacy`. The pixel starts when every consent of its extension file is given; this page’s events from before follow then. It hears a consent that is taken back and has to stop by itself.',
    refuses: 'DOM events; publishing a standard event; any privacy event but `visitorConsentCollected`.',
    source: { title: 'Pixel privacy', url: 'https://shopify.dev/docs/api/web-pixels-api/pixel-privacy' },
    testedBy: 'test/storefront/consent.test.ts',
    routes: ['GET /wpm*'],
  },
  {
    area: 'Web pixels: protected customer data',
    simulates:
      'Without an approval for names, e-mails, phones or addresses those fields are null in events and in `init`, and the events come all the same. Of an address it is the lines and the postal code. The four need the approval for customer data as well.',
    refuses:
      'Which fields `read_customer_personal_data` guards, nobody has written down: a customer’s id and her count of orders stay. Unverified.',
    source: {
      title: 'Protected customer data scopes required for web pixels',
      url: 'https://shopify.dev/changelog/protected-customer-data-scopes-required',
    },
    testedBy: 'devstore/src/pixel/withhold-from-pixels.test.ts',
  },
  {
    area: 'Visitor API',
    simulates:
      '`Shopify.analytics.visitor` takes an e-mail or a phone for the shop’s own back end (`GET /devstore/visitors` lists them).',
    refuses: 'A call of the wrong shape throws; a wrong address is answered with false. No customer comes of it.',
    source: {
      title: 'Emitting data: Visitor API',
      url: 'https://shopify.dev/docs/api/web-pixels-api/emitting-data#visitor-api',
    },
    testedBy: 'test/storefront/consent.test.ts',
    routes: ['POST /shopify/visitors', 'GET /devstore/visitors'],
  },
];
