import type { Fidelity } from '../fidelity/fidelity.ts';

const DOCS = 'https://shopify.dev/docs/apps/build/authentication-authorization';

export const oauthFidelity: Fidelity[] = [
  {
    area: 'Session tokens',
    simulates: 'A JWT signed with the app’s secret, good for a minute, handed out by App Bridge.',
    refuses: 'Tokens that are forged, expired or meant for another shop.',
    source: { title: 'About session tokens', url: `${DOCS}/session-tokens` },
    testedBy: 'devstore/test/oauth.test.ts',
    routes: ['POST /admin/session-token'],
  },
  {
    area: 'Token exchange',
    simulates: 'Online and offline tokens for a session token; scopes are those of the app’s configuration.',
    refuses: 'The authorization code grant: unsupported_grant_type.',
    source: { title: 'Exchange a session token for an access token', url: `${DOCS}/access-tokens/token-exchange` },
    testedBy: 'devstore/test/oauth.test.ts',
    routes: ['POST /admin/oauth/access_token'],
  },
  {
    area: 'Expiring offline tokens',
    simulates:
      'A token lives for an hour of the shop’s clock, its refresh token for 90 days. A refresh gives a new pair; the old refresh token may be tried again until the new one is used, for 30 days at most.',
    refuses: 'A refresh token that is expired, retired or revoked by an uninstall: invalid_grant.',
    source: {
      title: 'More resilient refreshes for expiring offline access tokens',
      url: 'https://shopify.dev/changelog/more-resilient-refreshes-for-expiring-offline-access-tokens',
    },
    testedBy: 'devstore/test/oauth.test.ts',
  },
];
