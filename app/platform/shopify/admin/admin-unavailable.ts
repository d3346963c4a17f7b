/** Shopify could not be reached, failed, or stayed too busy to answer. Trying again later is right. */
export class AdminUnavailable extends Error {
  override name = 'AdminUnavailable';
}
