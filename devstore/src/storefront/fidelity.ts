import type { Fidelity } from '../fidelity/fidelity.ts';

export const storefrontFidelity: Fidelity[] = [
  {
    area: 'Theme and Liquid',
    simulates:
      'An Online Store 2.0 theme: JSON templates, sections, snippets, locales, section rendering; app blocks and embeds of the extension as they lie in its folder.',
    refuses: 'A tag or filter that is not simulated is an error where it stands, never silence.',
    source: { title: 'Theme architecture', url: 'https://shopify.dev/docs/storefronts/themes/architecture' },
    testedBy: 'devstore/src/storefront/storefront.test.ts',
    routes: ['GET /', 'GET /collections*', 'GET /products*', 'POST /localization', 'GET /cdn/*', 'GET /favicon.ico'],
  },
  {
    area: 'Blog',
    simulates: 'One blog with articles in two languages, their tags, and pages of six.',
    refuses: 'Comments, feeds and further blogs: not found.',
    source: { title: 'The article object', url: 'https://shopify.dev/docs/api/liquid/objects/article' },
    testedBy: 'devstore/src/storefront/routes/blog.test.ts',
    routes: ['GET /blogs*'],
  },
  {
    area: 'Search',
    simulates: 'The search page over products and articles; suggestions as JSON and as a section of the theme.',
    refuses: 'Filters, synonyms and mistyped words: they find nothing. A wrong parameter is 422.',
    source: { title: 'Predictive Search API', url: 'https://shopify.dev/docs/api/ajax/reference/predictive-search' },
    testedBy: 'devstore/src/storefront/routes/search.test.ts',
    routes: ['GET /search*'],
  },
  {
    area: 'Cart',
    simulates: 'The Ajax cart: add, change, update, clear, attributes, permalinks; webhooks follow.',
    refuses: 'Selling plans, gift cards and bundled sections; unknown or sold-out variants are 422.',
    source: { title: 'Cart API', url: 'https://shopify.dev/docs/api/ajax/reference/cart' },
    testedBy: 'devstore/src/storefront/routes/cart-api.test.ts',
    routes: ['GET /cart*', 'POST /cart*'],
  },
  {
    area: 'Checkout',
    simulates: 'Contact, address, payment and thanks; discount codes and links; recovery links with their key.',
    refuses: 'Real payment, shipping rates by country and checkout extensions.',
    source: { title: 'Checkout', url: 'https://shopify.dev/docs/apps/build/checkout' },
    testedBy: 'devstore/src/storefront/routes/checkout.test.ts',
    routes: [
      'GET /checkout*',
      'POST /checkout*',
      'GET /discount/*',
      'GET /:shop{\\d+}/checkouts/:token',
      'GET /:shop{\\d+}/checkouts/:token/recover',
    ],
  },
  {
    area: 'Customer accounts',
    simulates:
      'A code by mail, or a password with registration and reset (legacy accounts); orders, addresses, logging out.',
    refuses: 'Social and single sign-on, passkeys, the Customer Account API. “Be somebody” exists here only.',
    source: { title: 'Customer accounts', url: 'https://help.shopify.com/en/manual/customers/customer-accounts' },
    testedBy: 'devstore/src/storefront/routes/account/account.test.ts',
    routes: ['GET /account*', 'POST /account*'],
  },
  {
    area: 'Newsletter form',
    simulates: 'A customer with consent, or pending until she confirms it by mail where the panel says so.',
    refuses: 'The contact form of type “contact”: not found.',
    source: { title: 'The form tag', url: 'https://shopify.dev/docs/api/liquid/tags/form' },
    testedBy: 'devstore/src/storefront/routes/newsletter.test.ts',
    routes: ['POST /contact', 'GET /newsletter/*'],
  },
  {
    area: 'Customer privacy',
    simulates:
      'The cookie banner and its preferences, `Shopify.customerPrivacy`, `visitorConsentCollected`, regions that ask first or let one opt out, Global Privacy Control. The answer comes after a turn, as from a server.',
    refuses: 'Consent metafields; `loadFeatures` calls back with an error for any other feature.',
    source: { title: 'Customer Privacy API', url: 'https://shopify.dev/docs/api/customer-privacy' },
    testedBy: 'test/storefront/consent.test.ts',
    routes: ['GET /devstore/storefront', 'POST /devstore/storefront', 'ALL /devstore/storefront'],
  },
];
