import type { Fidelity } from '../fidelity/fidelity.ts';

export const proxyFidelity: Fidelity[] = [
  {
    area: 'App proxy',
    simulates: 'Signed calls with the logged-in customer, no cookies either way, Liquid answers inside the theme.',
    refuses: 'An app that does not answer within 10 s: 504; one that is down: 502.',
    source: {
      title: 'Authenticate app proxies',
      url: 'https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies',
    },
    testedBy: 'devstore/src/proxy/register-proxy.test.ts',
    routes: ['ALL /:prefix{*'],
  },
];
