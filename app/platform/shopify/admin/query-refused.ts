/** Shopify does not understand the query: a mistake of ours, or a field that the pinned version has lost. */
export class QueryRefused extends Error {
  override name = 'QueryRefused';
}
