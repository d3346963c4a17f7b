import type { Fidelity } from '../fidelity/fidelity.ts';

/** What Shopify has not: the doors through which people and tests drive this one. */
export const controlFidelity: Fidelity[] = [
  {
    area: 'Panel and control API (not in Shopify)',
    simulates:
      'Moves time, places and changes orders, customers, products and the app’s access; answers this machine only.',
    refuses: 'Calls from other machines and other sites: 403.',
    source: {
      title: 'Development stores',
      url: 'https://shopify.dev/docs/apps/build/dev-dashboard/development-stores',
    },
    testedBy: 'devstore/test/control.test.ts',
    routes: ['GET /devstore*', 'POST /devstore*', 'DELETE /devstore*', 'ALL /devstore*', 'GET /fidelity'],
  },
  {
    area: 'Mailbox (not in Shopify)',
    simulates: 'A mail server that keeps what it is given, with pages and JSON to read it.',
    refuses: 'It delivers nothing any further.',
    source: { title: 'RFC 5321', url: 'https://www.rfc-editor.org/rfc/rfc5321' },
    testedBy: 'devstore/test/mailbox.test.ts',
    routes: ['GET /mailbox*', 'DELETE /mailbox*'],
  },
];
