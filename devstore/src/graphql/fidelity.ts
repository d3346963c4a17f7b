import type { Fidelity } from '../fidelity/fidelity.ts';

const ADMIN = 'https://shopify.dev/docs/api/admin-graphql/2026-10';
const USAGE = 'https://shopify.dev/docs/api/usage';
const mutation = (name: string) => ({ title: `${name} (Admin API 2026-10)`, url: `${ADMIN}/mutations/${name}` });
const query = (name: string) => ({ title: `${name} (Admin API 2026-10)`, url: `${ADMIN}/queries/${name}` });
const mutations = (...names: string[]) => names.map((name) => `Mutation.${name}`);
const queries = (...names: string[]) => names.map((name) => `QueryRoot.${name}`);

const READING = 'devstore/test/graphql.test.ts';
const WRITING = 'devstore/test/admin-api-writing.test.ts';

export const graphqlFidelity: Fidelity[] = [
  {
    area: 'Admin API: schema',
    simulates:
      'Requests are checked against the schema that Shopify publishes for each version; limits of pages and input arrays.',
    refuses: 'Every field that is not simulated: NOT_SIMULATED, with its name.',
    source: { title: 'GraphQL Admin API reference', url: ADMIN },
    testedBy: READING,
    routes: ['POST /admin/api/:version/graphql.json'],
  },
  {
    area: 'Admin API: access scopes',
    simulates:
      'Each type and field needs the scope that Shopify’s packaged rules name; orders older than 60 days need read_all_orders.',
    refuses: 'What no granted scope opens: null and ACCESS_DENIED.',
    source: { title: 'Access scopes', url: `${USAGE}/access-scopes` },
    testedBy: READING,
  },
  {
    area: 'Admin API: protected customer data',
    simulates:
      'Customer objects, and names, e-mails, phones and addresses each, may lack their approval; switched in the panel.',
    refuses: 'What is not approved: null and ACCESS_DENIED.',
    source: {
      title: 'Work with protected customer data',
      url: 'https://shopify.dev/docs/apps/launch/protected-customer-data',
    },
    testedBy: WRITING,
  },
  {
    area: 'Admin API: sentences of user errors',
    simulates:
      'Codes and paths are the schema’s. Stock, marketing activities, bulk operations and web pixels say what the schema writes beside the code; what is blank, taken, too short or too long says it in the words of Shopify’s own examples.',
    refuses:
      'Unverified, because no document or report shows them: what is missing (“… does not exist”, “… can’t be found”), the refusals of e-mail consent, discount codes that are taken, segment queries, and foreign metafields. An app must go by code and field.',
    source: {
      title: 'InventoryAdjustQuantitiesUserErrorCode, as one of many',
      url: `${ADMIN}/enums/InventoryAdjustQuantitiesUserErrorCode`,
    },
    testedBy: 'devstore/test/user-errors.test.ts',
  },
  {
    area: 'Admin API: cost and throttling',
    simulates: 'Requested and actual cost, the leaky bucket, THROTTLED, and 1,000 points as the most for one query.',
    refuses: 'How a connection’s size counts is not published: the square root is ours.',
    source: { title: 'API rate limits', url: `${USAGE}/limits` },
    testedBy: READING,
  },
  {
    area: 'Admin API: bulk operations',
    simulates:
      'A query run in the background, its progress, JSONL with parents, a signed address that expires, cancelling.',
    refuses: 'Bulk mutations.',
    source: { title: 'Perform bulk operations', url: `${USAGE}/bulk-operations/queries` },
    testedBy: 'devstore/test/bulk.test.ts',
    routes: ['GET /bulk-results/:file'],
    fields: [
      ...mutations('bulkOperationRunQuery', 'bulkOperationCancel'),
      ...queries('bulkOperation', 'bulkOperations', 'currentBulkOperation'),
    ],
  },
  {
    area: 'Admin API: reading the shop',
    simulates:
      'Orders, customers, products, collections, the shop, the theme’s files, by pages and by the search syntax.',
    refuses: 'Search terms in parentheses, with OR or NOT, and fields that are not listed.',
    source: { title: 'Search syntax', url: `${USAGE}/search-syntax` },
    testedBy: READING,
    fields: queries(
      'collection',
      'collections',
      'currentAppInstallation',
      'customer',
      'customerByIdentifier',
      'customers',
      'customersCount',
      'inventoryItem',
      'node',
      'nodes',
      'order',
      'orders',
      'ordersCount',
      'product',
      'productVariant',
      'productVariants',
      'products',
      'productsCount',
      'shop',
      'themes',
    ),
  },
  {
    area: 'Admin API: articles',
    simulates: 'The articles of the shop’s blog.',
    refuses: 'Comments, and writing articles.',
    source: query('articles'),
    testedBy: READING,
    fields: queries('articles'),
  },
  {
    area: 'Admin API: abandoned checkouts',
    simulates: 'Checkouts with an address that were not paid.',
    refuses: 'Abandonment objects and their activities.',
    source: query('abandonedCheckouts'),
    testedBy: READING,
    fields: queries('abandonedCheckouts'),
  },
  {
    area: 'Discount codes',
    simulates:
      'Basic discounts for all buyers, for customers or for segments; up to 250 further codes a call, added later than the answer; limits, minimums and times hold at the checkout.',
    refuses: 'Automatic, app, free shipping and buy-x-get-y discounts; customerSelection, which is deprecated.',
    source: mutation('discountCodeBasicCreate'),
    testedBy: 'devstore/test/admin-api-discounts.test.ts',
    routes: ['GET /admin/discounts', 'GET /discount/:code'],
    fields: [
      ...mutations(
        'discountCodeActivate',
        'discountCodeBasicCreate',
        'discountCodeBasicUpdate',
        'discountCodeDeactivate',
        'discountCodeDelete',
        'discountRedeemCodeBulkAdd',
      ),
      ...queries(
        'codeDiscountNode',
        'codeDiscountNodeByCode',
        'codeDiscountNodes',
        'discountNode',
        'discountNodes',
        'discountNodesCount',
        'discountRedeemCodeBulkCreation',
      ),
    ],
  },
  {
    area: 'Tags',
    simulates: 'Tags of customers, orders and products, compared without regard to case.',
    refuses: 'Articles and draft orders.',
    source: mutation('tagsAdd'),
    testedBy: WRITING,
    fields: mutations('tagsAdd', 'tagsRemove'),
  },
  {
    area: 'Customers: consent, changes, merging, deleting',
    simulates:
      'E-mail consent with its level and time; who is kept of two customers follows Shopify’s order; who has orders is not deleted.',
    refuses: 'SMS consent (the webhook tells it), addresses in customerUpdate, most override fields of a merge.',
    source: mutation('customerMerge'),
    testedBy: WRITING,
    fields: mutations('customerDelete', 'customerEmailMarketingConsentUpdate', 'customerMerge', 'customerUpdate'),
  },
  {
    area: 'Orders: deleting',
    simulates: 'Test orders and cancelled ones can be deleted.',
    refuses: 'Other orders; every other mutation of orders.',
    source: mutation('orderDelete'),
    testedBy: WRITING,
    fields: mutations('orderDelete'),
  },
  {
    area: 'Products and stock',
    simulates:
      'Title, description, status and tags of a product; steps of the available quantity, against what it was.',
    refuses: 'Other inputs of productUpdate, other quantity names, a second location.',
    source: mutation('inventoryAdjustQuantities'),
    testedBy: WRITING,
    fields: [...mutations('inventoryAdjustQuantities', 'productUpdate'), ...queries('location', 'locations')],
  },
  {
    area: 'Metafields',
    simulates: 'Up to 25 a call, all or none; $app is the app’s own namespace; ten types are checked; compareDigest.',
    refuses: 'Definitions, references, other types.',
    source: mutation('metafieldsSet'),
    testedBy: WRITING,
    fields: mutations('metafieldsDelete', 'metafieldsSet'),
  },
  {
    area: 'Customer segments',
    simulates:
      'Fourteen filters with =, !=, <, >, BETWEEN, CONTAINS, IS NULL, AND, OR, NOT, relative dates; members are found for real.',
    refuses: 'Every other filter, with its name; functions such as products_purchased; queryId.',
    source: {
      title: 'Segment query language reference',
      url: 'https://shopify.dev/docs/api/shopifyql/segment-query-language-reference',
    },
    testedBy: 'devstore/test/segments.test.ts',
    routes: ['GET /admin/customers/segments', 'GET /admin/customers/segments/:id'],
    fields: [
      ...mutations('segmentCreate', 'segmentDelete', 'segmentUpdate'),
      ...queries('customerSegmentMembers', 'customerSegmentMembership', 'segment', 'segments', 'segmentsCount'),
    ],
  },
  {
    area: 'Marketing activities',
    simulates: 'External activities by remote id, UTM parameters that never change, numbers of each day.',
    refuses: 'Channels and hierarchy beyond being kept; search.',
    source: mutation('marketingActivityUpsertExternal'),
    testedBy: WRITING,
    routes: ['GET /admin/marketing'],
    fields: [
      ...mutations('marketingActivityDeleteExternal', 'marketingActivityUpsertExternal', 'marketingEngagementCreate'),
      ...queries('marketingActivities', 'marketingActivity'),
    ],
  },
  {
    area: 'Shopify Flow',
    simulates: 'A trigger is received and shown in the admin.',
    refuses: 'Workflows do not run; the deprecated body.',
    source: mutation('flowTriggerReceive'),
    testedBy: WRITING,
    routes: ['GET /admin/flow'],
    fields: mutations('flowTriggerReceive'),
  },
  {
    area: 'Web pixel: connecting',
    simulates: 'An app has one pixel, with settings in JSON.',
    refuses: 'A second one: TAKEN.',
    source: mutation('webPixelCreate'),
    testedBy: READING,
    fields: [...mutations('webPixelCreate', 'webPixelDelete', 'webPixelUpdate'), ...queries('webPixel')],
  },
];
