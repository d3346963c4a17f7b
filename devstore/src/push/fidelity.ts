import type { Fidelity } from '../fidelity/fidelity.ts';

export const pushFidelity: Fidelity[] = [
  {
    area: 'Web push (the browser’s, not Shopify’s)',
    simulates:
      'A push service that checks each signature and each message’s form, opens it with its browser’s keys and shows it in the mailbox; in storefront pages, a browser that subscribes there and asks for permission after a press.',
    refuses:
      'A wrong signature: 403. A browser that left: 410. More than 4,096 bytes: 413. Nothing reaches a service worker.',
    source: { title: 'RFC 8030', url: 'https://www.rfc-editor.org/rfc/rfc8030' },
    testedBy: 'devstore/src/push/push-service.test.ts',
    routes: ['ALL /push-service*', 'POST /push-service*', 'DELETE /push-service*'],
  },
];
