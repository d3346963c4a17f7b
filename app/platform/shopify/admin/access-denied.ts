/**
 * Shopify refuses: the shop has not installed the app, a scope or an approval is missing, or the tokens are no longer
 * good. Trying again does not help; a person has to act, and the message says how.
 */
export class AccessDenied extends Error {
  override name = 'AccessDenied';
}
