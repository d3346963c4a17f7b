import type { Fidelity } from '../fidelity/fidelity.ts';

export const socialFidelity: Fidelity[] = [
  {
    area: 'Social networks (not Shopify’s)',
    simulates:
      'What a page, an Instagram account, an organization on LinkedIn and an account on Mastodon are published by: pictures, containers, posts with whom they are shown to, keys against doubles, and how posts are taken.',
    refuses: 'A token that does not begin with “local-”, a text that is too long for Mastodon, anything else: 404.',
    source: { title: 'Mastodon: statuses', url: 'https://docs.joinmastodon.org/methods/statuses/' },
    testedBy: 'devstore/src/social/social.test.ts',
    routes: ['GET /social*', 'POST /social*', 'PUT /social*', 'ALL /social*'],
  },
];
